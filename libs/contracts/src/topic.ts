/** The Kafka topic of a service's events; there is one per service. */
export function topicOf(service: string): string {
  return `park.${service}`;
}
