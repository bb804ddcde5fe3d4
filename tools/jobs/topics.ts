/** A job: the topics of the publishing services. */
import { publishers } from '../../libs/contracts/src/manifest.ts';
import { topicOf } from '../../libs/contracts/src/topic.ts';
import { prepareTopics } from '../park/topics.ts';
import { requiredVariable } from './required-variable.ts';

const topics = publishers.map(topicOf);
await prepareTopics(requiredVariable('KAFKA_BROKERS'), topics);
console.log(`topics: ${topics.join(', ')}`);
