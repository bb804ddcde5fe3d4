/** Browsers at the live board: what each of them received, and when. */
import { get, type IncomingMessage } from 'node:http';
import { until } from './until.ts';

const frameEnd = Buffer.from('\n\n');

interface Frame {
  /** The board's, in milliseconds. */
  watermark: number;
  at: number;
}

class Watcher {
  frames: Frame[] = [];
  isClosing = false;
  private readonly answer: IncomingMessage;
  private rest: Buffer = Buffer.alloc(0);

  constructor(answer: IncomingMessage) {
    this.answer = answer;
    answer.on('data', (chunk: Buffer) => this.take(chunk));
    answer.on('close', () => {
      if (!this.isClosing) throw new Error('A watcher’s stream ended.');
    });
  }

  close(): void {
    this.isClosing = true;
    this.answer.destroy();
  }

  private take(chunk: Buffer): void {
    let text = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    for (let end = text.indexOf(frameEnd); end >= 0; end = text.indexOf(frameEnd)) {
      const watermark = /^event: board\nid: \d+\ndata: {"version":\d+,"watermark":"([^"]+)"/.exec(text.toString('latin1', 0, 150))?.[1];
      if (watermark !== undefined) this.frames.push({ watermark: Date.parse(watermark), at: performance.now() });
      text = text.subarray(end + 2);
    }
    this.rest = text;
  }
}

export class Watchers {
  private readonly watchers: readonly Watcher[];

  private constructor(watchers: readonly Watcher[]) {
    this.watchers = watchers;
  }

  static async open(port: number, authorization: string, count: number): Promise<Watchers> {
    const one = (): Promise<Watcher> =>
      new Promise((resolve, reject) => {
        get({ port, host: '127.0.0.1', path: '/board/live', headers: { authorization }, agent: false }, (answer) =>
          answer.statusCode === 200 ? resolve(new Watcher(answer)) : reject(new Error(`The board answered ${answer.statusCode}.`)),
        ).on('error', reject);
      });
    return new Watchers(await Promise.all(Array.from({ length: count }, one)));
  }

  close(): void {
    for (const watcher of this.watchers) watcher.close();
  }

  forget(): void {
    for (const watcher of this.watchers) watcher.frames = [];
  }

  /** Of each event at each watcher: milliseconds from its answer to the first frame that counts it; one that came before the answer is 0. */
  async latencies(events: readonly { answeredAt: number; countedAt: number }[]): Promise<number[]> {
    const last = Math.max(...events.map(({ countedAt }) => countedAt));
    await until('every watcher has a frame that counts the last event', () =>
      Promise.resolve(this.watchers.every(({ frames }) => (frames.at(-1)?.watermark ?? 0) >= last)),
    );
    const sorted = [...events].sort((a, b) => a.countedAt - b.countedAt);
    return this.watchers.flatMap(({ frames }) => {
      let next = 0;
      return sorted.map(({ answeredAt, countedAt }) => {
        while (frames[next]!.watermark < countedAt) next++;
        return Math.max(0, frames[next]!.at - answeredAt);
      });
    });
  }
}
