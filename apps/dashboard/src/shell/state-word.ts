/** A state in a word, beside a mark that is told by its shape. */
import type { TextKey } from '../texts/zh.ts';

export type Mark = 'open' | 'half' | 'ahead' | 'now' | 'done' | 'paused' | 'off';

export interface StateWord {
  text: TextKey;
  mark: Mark;
}
