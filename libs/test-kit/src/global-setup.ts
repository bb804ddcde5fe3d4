/** Jest's global set-up for specs that need the parts: starts them once for the whole run. */
import { publishers, topicOf } from '@park/contracts';
import { Kafka, logLevel } from 'kafkajs';
import { startTestParts, type TestParts } from './parts.ts';

declare global {
  var parkTestParts: TestParts | undefined;
}

export default async function globalSetup(): Promise<void> {
  const parts = await startTestParts();
  globalThis.parkTestParts = parts;
  process.env['PARK_TEST_POSTGRES'] = parts.postgresUrl;
  process.env['PARK_TEST_KAFKA'] = parts.kafkaBrokers;
  process.env['PARK_TEST_REDIS'] = parts.redisUrl;
  const admin = new Kafka({ brokers: parts.kafkaBrokers.split(','), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.createTopics({ topics: publishers.map((service) => ({ topic: topicOf(service), numPartitions: 3 })), waitForLeaders: true });
  await admin.disconnect();
}
