/** A relay as a process of its own, which kills itself as `kill -9` would when it comes to a point for the n-th time. */
import { DataSource } from 'typeorm';
import { OutboxRelay } from './outbox.relay.ts';

const [service, databaseUrl, brokers, point, times] = process.argv.slice(2) as [string, string, string, string?, string?];
let left = Number(times ?? 0);

new OutboxRelay({
  service,
  parkCode: 'spec',
  dataSource: new DataSource({ type: 'postgres', url: databaseUrl }),
  brokers: brokers.split(','),
  pageSize: 20,
  onPoint: (reached) => {
    if (reached === point && --left === 0) process.kill(process.pid, 'SIGKILL');
  },
}).onApplicationBootstrap();
