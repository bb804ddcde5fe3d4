/** The topics of the publishing services, made here because brokers make none by themselves. */
import kafkajs, { Kafka, logLevel, type Admin } from 'kafkajs';

const partitions = 6;
/** A listener that is away for longer reads the publishers' archives; see docs/adr/0006. Brokers remember a group's place for 40 days. */
const retentionDays = 30;
const retention = { name: 'retention.ms', value: String(retentionDays * 86_400_000) };
/** The source of a setting: set on the topic itself. */
const topicSource = 1;

/** Makes what is missing, and gives all topics their retention; what an operator has set besides stays. */
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
    await keep(
      admin,
      topics.filter((topic) => existing.includes(topic)),
    );
  } finally {
    await admin.disconnect();
  }
}

/** kafkajs replaces all settings of a topic at once, so those that are there are given again. */
async function keep(admin: Admin, topics: string[]): Promise<void> {
  const type = kafkajs.ConfigResourceTypes.TOPIC;
  if (topics.length === 0) return;
  const { resources } = await admin.describeConfigs({ resources: topics.map((name) => ({ type, name })), includeSynonyms: false });
  const changed = resources.flatMap(({ resourceName, configEntries }) => {
    const own = configEntries
      .filter(({ configSource }) => (configSource as number) === topicSource)
      .map(({ configName, configValue }) => ({ name: configName, value: configValue }));
    if (own.some(({ name, value }) => name === retention.name && value === retention.value)) return [];
    return [{ type, name: resourceName, configEntries: [...own.filter(({ name }) => name !== retention.name), retention] }];
  });
  if (changed.length > 0) await admin.alterConfigs({ validateOnly: false, resources: changed });
}
