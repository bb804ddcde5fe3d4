export * from './inbox.store.ts';
export * from './intake.consumer.ts';
export * from './kafka.client.ts';
export * from './outbox.migration.ts';
export * from './outbox.relay.ts';
export * from './outbox.store.ts';
export * from './parking.store.ts';
export * from './transient.ts';
