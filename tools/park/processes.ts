/** The processes of one park: noted on disk as soon as they run, started again when they end unasked, stopped in order. */
import { setTimeout as pause } from 'node:timers/promises';
import { recorded, type RecordedProcess } from '../parts/process-record.ts';
import type { Child } from '../parts/child.ts';
import type { Say } from '../parts/downloads.ts';

const firstDelayMs = 500;
const longestDelayMs = 30_000;
const healthyAfterMs = 60_000;

export class Processes {
  private readonly running = new Map<Child, RecordedProcess>();
  private readonly stopping = new AbortController();
  private readonly note: (processes: RecordedProcess[]) => void;
  private readonly say: Say;

  constructor(note: (processes: RecordedProcess[]) => void, say: Say) {
    this.note = note;
    this.say = say;
  }

  get areStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  get count(): number {
    return this.running.size;
  }

  /** Takes a program that has just been started into care. */
  adopt(child: Child, { isPart }: { isPart: boolean }): void {
    this.running.set(child, recorded(child, isPart));
    this.noteDown();
    void child.ended.then(() => {
      this.running.delete(child);
      this.noteDown();
    });
    if (this.areStopping) void child.stop();
  }

  /** Whenever `child` ends, starts it `again`, later each time while it does not last. */
  async keep(child: Child, again: () => Promise<Child>): Promise<void> {
    let delayMs = firstDelayMs;
    for (let current: Child | undefined = child; ;) {
      const started = Date.now();
      const how: string = current ? (await current.ended).how : 'could not be started';
      if (this.areStopping) return;
      if (Date.now() - started > healthyAfterMs) delayMs = firstDelayMs;
      this.say(`${child.name} ${how}; starting it again in ${delayMs / 1000} s (log: ${child.log})`);
      await pause(delayMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      if (this.areStopping) return;
      delayMs = Math.min(2 * delayMs, longestDelayMs);
      current = await again().catch(() => undefined);
    }
  }

  /** Programs first, then the parts they use. */
  async stop(): Promise<void> {
    this.stopping.abort();
    for (const isPart of [false, true]) {
      const children = [...this.running].filter(([, process]) => process.isPart === isPart).map(([child]) => child);
      await Promise.all(children.map((child) => child.stop()));
    }
  }

  private noteDown(): void {
    this.note([...this.running.values()]);
  }
}
