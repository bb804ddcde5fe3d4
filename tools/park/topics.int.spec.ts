import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import { prepareTopics } from './topics.ts';

const brokers = process.env['PARK_TEST_KAFKA']!;
const topicConfig = 2;
const days30 = String(30 * 86_400_000);
let admin: Admin;

beforeAll(async () => {
  admin = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
});
afterAll(() => admin.disconnect());

async function settingsOf(topic: string): Promise<Record<string, string>> {
  const configNames = ['retention.ms', 'max.message.bytes'];
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: topicConfig, name: topic, configNames }],
  });
  return Object.fromEntries(resources[0]!.configEntries.map(({ configName, configValue }) => [configName, configValue]));
}

it('makes topics that keep messages for 30 days', async () => {
  const topic = `park.spec-${randomUUID()}`;
  await prepareTopics(brokers, [topic]);
  expect(await settingsOf(topic)).toMatchObject({ 'retention.ms': days30 });
});

it('gives a topic that is there the same retention, and leaves what an operator has set', async () => {
  const topic = `park.spec-${randomUUID()}`;
  const configEntries = [
    { name: 'max.message.bytes', value: '2000000' },
    { name: 'retention.ms', value: '1000' },
  ];
  await admin.createTopics({ topics: [{ topic, numPartitions: 1, configEntries }], waitForLeaders: true });
  for (let start = 0; start < 2; start++) await prepareTopics(brokers, [topic]);
  expect(await settingsOf(topic)).toEqual({ 'retention.ms': days30, 'max.message.bytes': '2000000' });
});
