/** A job of docker-compose.yml: the topics of the publishing services. */
import { services, topicOf } from '../park/services.ts';
import { prepareTopics } from '../park/topics.ts';
import { given } from './given.ts';

const topics = services.filter(({ publishes }) => publishes).map(({ name }) => topicOf(name));
await prepareTopics(given('KAFKA_BROKERS'), topics);
console.log(`topics: ${topics.join(', ')}`);
