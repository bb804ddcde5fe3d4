/** The topics of the publishing services, made here because brokers make none by themselves. */
import kafkajs, { Kafka, logLevel } from 'kafkajs';

const partitions = 6;
/** A listener that is away for longer reads the publishers' archives; see docs/adr/0006. Brokers remember a group's place for 40 days. */
const retentionDays = 30;
const retention = { name: 'retention.ms', value: String(retentionDays * 86_400_000) };

export async function prepareTopics(brokers: string, topics: string[]): Promise<void> {
  const admin = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const existing = await admin.listTopics();
    const missing = topics.filter((topic) => !existing.includes(topic));
    await admin.createTopics({
      topics: missing.map((topic) => ({ topic, numPartitions: partitions, configEntries: [retention] })),
      waitForLeaders: true,
    });
    const older = topics.filter((topic) => existing.includes(topic));
    if (older.length === 0) return;
    const resources = older.map((name) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name, configEntries: [retention] }));
    await admin.alterConfigs({ validateOnly: false, resources });
  } finally {
    await admin.disconnect();
  }
}
