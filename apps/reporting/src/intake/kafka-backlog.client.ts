/** Asks Kafka how many messages of each topic a consumer group has not taken yet. */
import { Kafka, logLevel, type Admin } from 'kafkajs';

export class KafkaBacklog {
  private readonly admin: Admin;
  private connected: Promise<void> | null = null;

  constructor(
    brokers: string[],
    private readonly groupId: string,
    private readonly topics: readonly string[],
  ) {
    const retry = { retries: 1, maxRetryTime: 2_000 };
    this.admin = new Kafka({
      brokers,
      clientId: `${groupId}-backlog`,
      logLevel: logLevel.NOTHING,
      connectionTimeout: 2_000,
      requestTimeout: 5_000,
      retry,
    }).admin();
  }

  /** Messages per topic. Throws when Kafka does not answer. */
  async perTopic(): Promise<Map<string, number>> {
    this.connected ??= this.admin.connect().catch((error: unknown) => {
      this.connected = null;
      throw error;
    });
    await this.connected;
    const ends = await Promise.all(this.topics.map((topic) => this.admin.fetchTopicOffsets(topic)));
    // Asked after the ends: what is committed by now may be more, never less, than what was there.
    const committed = await this.admin.fetchOffsets({ groupId: this.groupId, topics: [...this.topics] });
    const done = new Map(
      committed.flatMap(({ topic, partitions }) => partitions.map(({ partition, offset }) => [`${topic} ${partition}`, Number(offset)])),
    );
    return new Map(
      this.topics.map((topic, i) => {
        const left = ends[i]!.map(
          ({ partition, high, low }) => Number(high) - Math.max(Number(low), done.get(`${topic} ${partition}`) ?? 0),
        );
        return [topic, left.reduce((sum, one) => sum + Math.max(0, one), 0)];
      }),
    );
  }

  async close(): Promise<void> {
    if (this.connected) await this.admin.disconnect().catch(() => undefined);
  }
}
