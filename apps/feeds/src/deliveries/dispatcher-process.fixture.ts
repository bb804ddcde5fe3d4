/**
 * A dispatcher as a process of its own, which kills itself as `kill -9` would when it comes to a point for the n-th time. Its clock goes a
 * hundred times as fast: a delivery is tried again after 50 ms.
 */
import { createDataSource, PersonalData } from '@park/service-kit';
import { DoorTable } from '../doors/door.table.ts';
import { EndpointTable } from '../endpoints/endpoint.table.ts';
import { Dispatcher } from './dispatcher.service.ts';
import { WebhookClient } from './webhook.client.ts';

const [databaseUrl, key, begunAt, point, times] = process.argv.slice(2) as [string, string, string, string?, string?];
let left = Number(times ?? 0);
const begun = Number(begunAt);

new Dispatcher({
  dataSource: await createDataSource(databaseUrl, [EndpointTable, DoorTable], [], 'dispatcher-spec').initialize(),
  clock: () => new Date(begun + (Date.now() - begun) * 100),
  client: new WebhookClient({ allowLocal: true }),
  seals: new PersonalData(key),
  watch: (_, whenGrown) => {
    const timer = setInterval(whenGrown, 50);
    return () => clearInterval(timer);
  },
  chance: () => 0,
  onPoint: (reached) => {
    if (reached === point && --left === 0) process.kill(process.pid, 'SIGKILL');
  },
}).onApplicationBootstrap();
