/** Our relay as a process of its own: `start` and `stop` come as lines on the standard input. */
import { createInterface } from 'node:readline';
import { built } from './built.ts';

const { OutboxRelay } = await built('libs/outbox/dist/index.js');
const { DataSource } = await import('typeorm');
const { Logger } = await import('@nestjs/common');
Logger.overrideLogger(['warn', 'error']);

const [service, databaseUrl, brokers] = process.argv.slice(2) as [string, string, string];
const dataSource = await new DataSource({ type: 'postgres', url: databaseUrl }).initialize();
let relay: any;
for await (const command of createInterface({ input: process.stdin })) {
  if (command === 'start') {
    relay = new OutboxRelay({ service, parkCode: 'bench', dataSource, brokers: brokers.split(',') });
    relay.onApplicationBootstrap();
  } else {
    await relay.beforeApplicationShutdown();
    console.log('stopped');
  }
}
process.exit();
