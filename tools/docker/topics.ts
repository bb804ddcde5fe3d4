/** A job of docker-compose.yml: the topics of the publishing services. */
import { services, topicOf } from '../park/services.ts';
import { prepareTopics } from '../park/topics.ts';
import { requiredVariable } from './required-variable.ts';

const topics = services.filter(({ publishes }) => publishes).map(({ name }) => topicOf(name));
await prepareTopics(requiredVariable('KAFKA_BROKERS'), topics);
console.log(`topics: ${topics.join(', ')}`);
