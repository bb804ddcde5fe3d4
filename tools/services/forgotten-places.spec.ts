import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventTypes } from '../../libs/contracts/src/catalogue.ts';
import { services, type ServiceEntry } from '../../libs/contracts/src/manifest.ts';
import { scopesOf } from '../../libs/contracts/src/scope.ts';
import { root } from '../park/places.ts';
import { portsFrom, sampleMembersPort } from '../park/ports.ts';
import { forgottenPlaces } from './forgotten-places.ts';

const phantom: ServiceEntry = {
  name: 'phantom',
  title: { zh: '幻影', en: 'Phantom' },
  portOffset: 999,
  heapMb: 128,
  publishes: true,
  listensTo: ['tenants'],
  scopes: scopesOf('phantom', { records: ['meal'], operator: {}, members: [] }),
};

it('every place knows every service', () => {
  expect(forgottenPlaces(services, eventTypes)).toEqual([]);
});

it('reports each place that does not know a new service yet', () => {
  expect(forgottenPlaces([...services, phantom], eventTypes)).toEqual([
    'apps/phantom/package.json',
    'apps/phantom/tsconfig.json',
    'apps/phantom/src/main.ts',
    'apps/phantom/src/phantom.module.ts',
    'apps/phantom/src/phantom.config.ts',
    'apps/phantom: a spec that calls tryBadInput',
    'libs/contracts/src/catalogue.ts: phantom',
    'libs/contracts/published/phantom.json',
    'docker-compose.yml: phantom',
    'docker-compose.yml: phantom-migrate',
    'docker-compose.yml: PHANTOM_URL of reporting',
    'docker-compose.yml: PHANTOM_DATABASE_PASSWORD of databases',
    '.env.example: PHANTOM_PORT',
    '.env.example: PHANTOM_DATABASE_PASSWORD',
    'k8s/base/phantom.yaml',
    'k8s/overlays/park: PUBLIC_URL of phantom',
    'k8s/overlays/park: host of phantom',
    'docs/architecture.md: apps/phantom',
  ]);
});

it('reports a service that the manifest does not have', () => {
  const without = services.filter(({ name }) => name !== 'housing');
  expect(forgottenPlaces(without, eventTypes)).toEqual(['libs/contracts/src/manifest.ts: housing']);
});

it('gives each service a name and a port of its own, apart from the ports of the parts', () => {
  expect(new Set<string>(services.map(({ name }) => name)).size).toBe(services.length);
  const ports = [...Object.values(portsFrom({})), sampleMembersPort(portsFrom({}))];
  expect(new Set(ports).size).toBe(ports.length);
});

it('gives no two aggregates the same series of codes', () => {
  const migrations = globSync('{apps,libs}/*/src/**/*.migration.ts', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'));
  const series = migrations.flatMap((text) => [...text.matchAll(/create sequence (code_\w+)/g)].map(([, name]) => name));
  expect(series.length).toBeGreaterThan(5);
  expect(new Set(series).size).toBe(series.length);
});

it('lets a service listen to publishers only', () => {
  const publishing = services.flatMap(({ name, publishes }) => (publishes ? [name as string] : []));
  for (const { listensTo } of services) for (const name of listensTo) expect(publishing).toContain(name);
});

it('gives members nothing of what stands among the scopes of operators', () => {
  for (const { scopes } of services)
    for (const scope of scopes.members) expect(Object.keys({ ...scopes.records, ...scopes.others })).toContain(scope);
});
