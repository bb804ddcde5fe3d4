/**
 * Reads from the archives of the publishers what Kafka does not have any more: for a new consumer group, and for one that was away for
 * longer than Kafka keeps messages. Then Kafka is read from its beginning; what came twice is dropped.
 *
 * Nothing is missed: the archive is read as of a snapshot that is taken now. A row that this snapshot does not see is committed later, and so
 * published later, and Kafka still has it.
 */
import { publisherOf, toHeaders, type ParkEvent } from '@park/contracts';
import type { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { batchSize, type BatchIntake } from './intake-batch.consumer.ts';
import { messageOfParts, type IncomingMessage } from './intake-message.ts';
import { offsetsOf, type PartitionOffsets } from './kafka.client.ts';
import { rest } from './leader-election.client.ts';

/** The events that a service has published, all of them, in pages of one fixed snapshot. */
export interface Archive {
  /** `cursor` is null for the first page; `next` is null after the last. Throws `CursorRefused`. */
  page(publisher: string, cursor: string | null, limit: number): Promise<ArchivePage>;
}

export interface ArchivePage {
  /** Each with its position in the publisher's outbox. */
  items: { position: number; event: ParkEvent }[];
  next: string | null;
}

/** The publisher does not know the cursor any more: its database was restored elsewhere. */
export class CursorRefused extends Error {}

export interface CatchUpOptions {
  groupId: string;
  brokers: string[];
  dataSource: DataSource;
  now: () => Date;
  batchSize?: number;
  archive?: Archive;
}

/** The topic that is being read, and since when. */
export interface CatchingUp {
  topic: string;
  since: Date;
  /** Why it does not get on. */
  reason?: string;
}

interface Progress {
  topic: string;
  /** By partition: Kafka's messages below this offset are covered by the archive. */
  covered: Record<string, string>;
  cursor: string | null;
  begun_at: Date;
  finished_at: Date | null;
}

/** Messages of an archive have positions in place of offsets. Parked, they stand under this partition. */
export const archivePartition = -1;
const retryMs = 2_000;

export class CatchUp {
  state: CatchingUp | null = null;
  private readonly closing = new AbortController();
  private reading: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: CatchUpOptions,
    private readonly batches: BatchIntake,
    private readonly log: Pick<Logger, 'log' | 'warn'>,
  ) {}

  /** The topics of which Kafka has deleted what this group has not taken in. Throws when Kafka does not answer. */
  async topicsBehind(topics: string[]): Promise<PartitionOffsets[][]> {
    const offsets = await offsetsOf(this.options.brokers, this.options.groupId, topics);
    const progress = await this.progress();
    const behind = topics.filter((topic) =>
      offsets.some(
        ({ topic: of, partition, low, committed }) =>
          of === topic && low > (committed ?? 0n) && low > coveredOf(progress.get(topic), partition),
      ),
    );
    const unfinished = topics.filter((topic) => progress.get(topic)?.finished_at === null);
    return [...new Set([...behind, ...unfinished])].map((topic) => offsets.filter(({ topic: of }) => of === topic));
  }

  read(topics: PartitionOffsets[][]): Promise<void> {
    this.reading = this.readAll(topics);
    return this.reading;
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.reading.catch(() => undefined);
  }

  private async readAll(topics: PartitionOffsets[][]): Promise<void> {
    for (const offsets of topics) await this.readTopic(offsets);
    this.state = null;
  }

  private async readTopic(offsets: PartitionOffsets[]): Promise<void> {
    const { topic } = offsets[0]!;
    const publisher = publisherOf(topic);
    const archive = this.options.archive;
    if (!archive)
      throw new Error(`Kafka does not have all events of ${topic} any more, and this listener has no archive to read them from.`);
    let cursor = await this.begin(topic, offsets);
    this.state = { topic, since: this.options.now() };
    this.log.log(`Kafka does not have all events of ${topic} any more: reading the archive of ${publisher}`);
    while (!this.closing.signal.aborted) {
      const page = await this.untilItAnswers(topic, () => archive.page(publisher, cursor, this.options.batchSize ?? batchSize));
      if (page === 'begin again') {
        cursor = await this.beginAnew(topic, offsets);
        continue;
      }
      if (page === null) return;
      await this.takeIn(topic, page.items);
      if (this.closing.signal.aborted) return;
      cursor = page.next;
      await this.note(topic, cursor);
      if (cursor === null) return;
    }
  }

  private async takeIn(topic: string, items: ArchivePage['items']): Promise<void> {
    await this.batches.takeIn({
      topic,
      partition: archivePartition,
      messages: items.map(messageOf),
      heartbeat: async () => undefined,
      isOurs: () => !this.closing.signal.aborted,
      commit: () => undefined,
    });
  }

  /** `null` on a stop. */
  private async untilItAnswers<T>(topic: string, ask: () => Promise<T>): Promise<T | 'begin again' | null> {
    while (!this.closing.signal.aborted) {
      try {
        const answer = await ask();
        this.state = { topic, since: this.state!.since };
        return answer;
      } catch (error) {
        if (error instanceof CursorRefused) return 'begin again';
        this.log.warn(`the archive behind ${topic}, trying again: ${String(error)}`);
        this.state = { topic, since: this.state!.since, reason: String(error) };
        await rest(retryMs, this.closing.signal);
      }
    }
    return null;
  }

  /** Answers the cursor to go on at: of a reading that was interrupted and still reaches up to what Kafka has, or none. */
  private async begin(topic: string, offsets: PartitionOffsets[]): Promise<string | null> {
    const known = (await this.progress()).get(topic);
    const isUsable = known?.finished_at === null && offsets.every(({ partition, low }) => low <= coveredOf(known, partition));
    return isUsable ? known.cursor : await this.beginAnew(topic, offsets);
  }

  private async beginAnew(topic: string, offsets: PartitionOffsets[]): Promise<null> {
    const covered = Object.fromEntries(offsets.map(({ partition, high }) => [partition, String(high)]));
    await this.options.dataSource.query(
      `insert into intake_catch_up (topic, covered, begun_at) values ($1, $2, $3)
       on conflict (topic) do update set covered = excluded.covered, cursor = null, begun_at = excluded.begun_at, finished_at = null`,
      [topic, covered, this.options.now()],
    );
    return null;
  }

  private async note(topic: string, cursor: string | null): Promise<void> {
    await this.options.dataSource.query('update intake_catch_up set cursor = $2, finished_at = $3 where topic = $1', [
      topic,
      cursor,
      cursor === null ? this.options.now() : null,
    ]);
  }

  private async progress(): Promise<Map<string, Progress>> {
    const rows: Progress[] = await this.options.dataSource.query('select * from intake_catch_up');
    return new Map(rows.map((row) => [row.topic, row]));
  }
}

function coveredOf(progress: Progress | undefined, partition: number): bigint {
  return BigInt(progress?.covered[partition] ?? 0);
}

function messageOf({ position, event }: ArchivePage['items'][number]): IncomingMessage {
  const { data, ...envelope } = event;
  return messageOfParts({ offset: String(position), key: event.subject, headers: toHeaders(envelope), value: JSON.stringify(data) });
}
