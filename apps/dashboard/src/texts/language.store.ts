/** The language that is shown, kept in this browser. */
import { computed, signal } from '@preact/signals';
import type { Bilingual } from '@park/contracts';
import { en } from './en.ts';
import { fill, languageFor, type Language } from './language.ts';
import { zh, type TextKey } from './zh.ts';

const place = 'park.language';

export const language = signal<Language>(languageFor(localStorage.getItem(place), navigator.languages));

const texts = computed(() => (language.value === 'zh' ? zh : en));

export function speak(next: Language): void {
  localStorage.setItem(place, next);
  language.value = next;
}

export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  return fill(texts.value[key], values);
}

export function said(words: Bilingual): string {
  return words[language.value];
}
