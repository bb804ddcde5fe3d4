/** A state as a word beside a mark: shapes differ, so that no colour is needed to tell them apart. */
import { t } from '../texts/language.store.ts';
import type { Mark, StateWord } from './state-word.ts';

const shapes: Record<Mark, { outline: string; fill?: string }> = {
  open: { outline: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11' },
  half: { outline: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11', fill: 'M8 2.5v11a5.5 5.5 0 0 1 0-11' },
  ahead: { outline: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11', fill: 'M8 5.6a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8' },
  now: { outline: '', fill: 'M4 2.2 13.6 8 4 13.8Z' },
  done: { outline: 'M2.5 8.5 6.5 12.5 13.5 4' },
  paused: { outline: 'M5 3v10M11 3v10' },
  off: { outline: 'M3.5 3.5l9 9M12.5 3.5l-9 9' },
};

export function StateMark({ mark }: { mark: Mark }) {
  const { outline, fill } = shapes[mark];
  return (
    <svg class={`mark-of-state mark-${mark}`} viewBox="0 0 16 16" aria-hidden="true">
      {outline && <path class="mark-outline" d={outline} />}
      {fill && <path class="mark-fill" d={fill} />}
    </svg>
  );
}

export function State({ of: { text, mark } }: { of: StateWord }) {
  return (
    <span class={`state state-${mark}`}>
      <StateMark mark={mark} />
      {t(text)}
    </span>
  );
}
