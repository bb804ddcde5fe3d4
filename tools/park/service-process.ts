/** One service: its database brought up to date, then the service itself, until it is ready. */
import { lastWords, waitUntil, type Child } from '../parts/child.ts';
import { mainOf } from './build.ts';
import { ensureOk, runNode } from './node-program.ts';
import type { ServiceEntry } from '../../libs/contracts/src/manifest.ts';
import { environmentOf, settingsOnThisMachine, type Surroundings } from './services.ts';

type Adopt = (child: Child) => void;

export async function migrate(service: ServiceEntry, surroundings: Surroundings, adopt: Adopt): Promise<void> {
  const { name, heapMb } = service;
  const environment = environmentOf(service, surroundings);
  const child = await runNode({ name: `${name} (migration)`, heapMb, args: [mainOf(name), 'migrate'], environment, log: name });
  adopt(child);
  const { ok, how } = await child.ended;
  if (!ok) throw new Error(`The migration of ${name} ${how}${lastWords(child.log)}; its log is ${child.log}.`);
}

export async function startService(service: ServiceEntry, surroundings: Surroundings, adopt: Adopt): Promise<Child> {
  const { name, heapMb } = service;
  const environment = { ...environmentOf(service, surroundings), ...settingsOnThisMachine(name, surroundings.ports) };
  const child = await runNode({ name, heapMb, args: [mainOf(name)], environment });
  adopt(child);
  await waitUntil(child, () => ensureOk(`http://127.0.0.1:${environment['PORT']}/health/ready`));
  return child;
}
