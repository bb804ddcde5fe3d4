/** Light or dark: as the system says, until somebody chooses in this browser. */
import { effect, signal } from '@preact/signals';

export type Theme = 'light' | 'dark';

const place = 'park.theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const kept = localStorage.getItem(place);

const chosen = signal<Theme | null>(kept === 'light' || kept === 'dark' ? kept : null);
export const theme = signal<Theme>('light');

const settle = (): void => void (theme.value = chosen.value ?? (system.matches ? 'dark' : 'light'));
system.addEventListener('change', settle);
effect(settle);
effect(() => {
  document.documentElement.dataset['theme'] = theme.value;
});

export function turn(): void {
  const next: Theme = theme.value === 'dark' ? 'light' : 'dark';
  localStorage.setItem(place, next);
  chosen.value = next;
}
