/** Collects where the readers of feeds have got to, and stores it once a second: a page costs no write. */
import { CLOCK, type Clock } from '@park/service-kit';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Member } from '../members/member.store.ts';
import { noteProgress, type Progress } from './door.store.ts';

const storeEveryMs = 1_000;

interface Noted {
  member: Member;
  kind: 'pull' | 'sse';
  progress: Progress;
}

@Injectable()
export class ReaderProgress implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('ReaderProgress');
  private noted = new Map<string, Noted>();
  private timer: NodeJS.Timeout | null = null;
  private storing: Promise<void> = Promise.resolve();

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.store(), storeEveryMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.store();
  }

  /** `acknowledged` is left out where the reader has said nothing since. */
  note(member: Member, kind: 'pull' | 'sse', { sent, acknowledged = 0 }: { sent: number; acknowledged?: number }): void {
    const key = `${member.log_no} ${kind}`;
    const known = this.noted.get(key)?.progress ?? { from: acknowledged, sent: 0, acknowledged: 0 };
    const progress = { ...known, sent: Math.max(known.sent, sent), acknowledged: Math.max(known.acknowledged, acknowledged) };
    this.noted.set(key, { member, kind, progress });
  }

  /** Stores all progress that was noted up to now. */
  store(): Promise<void> {
    const noted = this.noted;
    this.noted = new Map();
    return (this.storing = this.storing.then(() => this.storeAll([...noted.values()])));
  }

  private async storeAll(noted: Noted[]): Promise<void> {
    for (const { member, kind, progress } of noted) {
      try {
        await this.dataSource.transaction((tx) => noteProgress(tx, member, kind, progress, this.clock()));
      } catch (error) {
        this.note(member, kind, progress); // with the next ones
        this.log.warn(`the progress of a reader is not stored yet: ${String(error)}`);
      }
    }
  }
}
