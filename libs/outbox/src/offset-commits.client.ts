/**
 * Commits to Kafka how far a consumer is: the newest offsets of all its partitions in one request, soon after they are noted. The database
 * remembers what was taken in, so what comes again after a crash is dropped.
 */
export interface PartitionOffset {
  topic: string;
  partition: number;
  /** Of the next message. */
  offset: string;
}

const commitAfterMs = 50;

export class OffsetCommits {
  private readonly noted = new Map<string, PartitionOffset>();
  private timer: NodeJS.Timeout | null = null;

  /** `commit` may fail, as while partitions move to another consumer: they are then read again from what was committed. */
  constructor(
    private readonly commit: (offsets: PartitionOffset[]) => Promise<void>,
    private readonly failed: (error: unknown) => void,
  ) {}

  note(offset: PartitionOffset): void {
    this.noted.set(`${offset.topic}/${offset.partition}`, offset);
    this.timer ??= setTimeout(() => void this.flush(), commitAfterMs);
  }

  forget(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.noted.clear();
  }

  async flush(): Promise<void> {
    const offsets = [...this.noted.values()];
    this.forget();
    if (offsets.length > 0) await this.commit(offsets).catch(this.failed);
  }
}
