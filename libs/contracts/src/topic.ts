/** The Kafka topic of a service's events; there is one per service. */
export function topicOf(service: string): string {
  return `park.${service}`;
}

export function isTopic(text: string): boolean {
  return /^park\.[a-z0-9-]+$/.test(text);
}

/** The service whose events a topic carries. */
export function publisherOf(topic: string): string {
  return topic.slice(topicOf('').length);
}
