/** Answers as the bytes that are sent, of one state of the ledger and one day: with the next one all of them are forgotten. */
import type { LocalDate } from '@park/kernel';
import type { LedgerState } from '../kpi/state.ts';

const answersKept = 5_000;
const bytesKept = 32_000_000;

export interface KeptAnswer {
  json: Buffer;
  etag: string;
}

export class AnswerCache {
  private readonly answers = new Map<string, KeptAnswer>();
  private bytes = 0;
  private state: LedgerState | null = null;
  private today: LocalDate = '';

  get(question: string, state: LedgerState, today: LocalDate): KeptAnswer | undefined {
    return state === this.state && today === this.today ? this.answers.get(question) : undefined;
  }

  /** The same object is the same state. */
  put(question: string, answer: KeptAnswer, state: LedgerState, today: LocalDate): void {
    if (state !== this.state || today !== this.today || this.answers.size >= answersKept || this.bytes >= bytesKept) this.answers.clear();
    if (this.answers.size === 0) this.bytes = 0;
    [this.state, this.today] = [state, today];
    this.bytes += answer.json.length;
    this.answers.set(question, answer);
  }
}
