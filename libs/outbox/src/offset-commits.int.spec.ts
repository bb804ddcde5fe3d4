import { eventually, urls } from '@park/test-kit';
import { Kafka, logLevel } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { subscribe } from './kafka.client.ts';
import { OffsetCommits, type PartitionOffset } from './offset-commits.client.ts';

const at = (partition: number, offset: number): PartitionOffset => ({ topic: 'park.tenants', partition, offset: String(offset) });

describe('offsets that are noted', () => {
  let requests: PartitionOffset[][];
  let failures: unknown[];
  let commits: OffsetCommits;
  let fault: Error | null;

  beforeEach(() => {
    requests = [];
    failures = [];
    fault = null;
    commits = new OffsetCommits(
      async (offsets) => {
        requests.push(offsets);
        if (fault) throw fault;
      },
      (error) => failures.push(error),
    );
  });

  it('go to Kafka in one request, the newest of each partition', async () => {
    for (let offset = 1; offset <= 5; offset++) commits.note(at(0, offset));
    commits.note(at(1, 9));
    await eventually(() => expect(requests).toEqual([[at(0, 5), at(1, 9)]]));
    await commits.flush();
    expect(requests).toHaveLength(1);
  });

  it('are forgotten when partitions move', async () => {
    commits.note(at(0, 1));
    commits.forget();
    commits.note(at(1, 2));
    await commits.flush();
    expect(requests).toEqual([[at(1, 2)]]);
  });

  it('are not committed again by themselves where Kafka refuses them', async () => {
    fault = new Error('the group is rebalancing');
    commits.note(at(0, 1));
    await commits.flush();
    expect(failures).toEqual([fault]);
    await commits.flush();
    expect(requests).toHaveLength(1);
  });
});

it('a consumer that stops has committed what it took in', async () => {
  const kafka = new Kafka({ brokers: urls.kafka, logLevel: logLevel.NOTHING });
  const [topic, groupId] = [`spec-${randomUUID()}`, `spec-${randomUUID()}`];
  const admin = kafka.admin();
  const producer = kafka.producer();
  await Promise.all([admin.connect(), producer.connect()]);
  await admin.createTopics({ topics: [{ topic, numPartitions: 2 }], waitForLeaders: true });
  await producer.send({ topic, messages: [0, 1].flatMap((partition) => [1, 2, 3].map((n) => ({ partition, value: String(n) }))) });
  let taken = 0;
  const subscription = await subscribe({
    brokers: urls.kafka,
    groupId,
    topics: [topic],
    onBatch: async ({ messages, commit }) => {
      taken += messages.length;
      commit(messages.at(-1)!.offset);
    },
    onCrash: (error) => {
      throw error;
    },
  });
  await eventually(() => expect(taken).toBe(6));
  await subscription.close();
  const committed = await admin.fetchOffsets({ groupId, topics: [topic] });
  expect(committed.flatMap(({ partitions }) => partitions.map(({ offset }) => offset))).toEqual(['3', '3']);
  await Promise.all([admin.disconnect(), producer.disconnect()]);
});
