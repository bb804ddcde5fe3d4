import { eventTypes } from '../../libs/contracts/src/catalogue.ts';
import { services, type ServiceEntry } from '../../libs/contracts/src/manifest.ts';
import { scopesOf } from '../../libs/contracts/src/scope.ts';
import { forgottenPlaces } from './forgotten-places.ts';

const canteen: ServiceEntry = {
  name: 'canteen',
  title: { zh: '食堂', en: 'Canteen' },
  portOffset: 9,
  heapMb: 128,
  publishes: true,
  listensTo: ['tenants'],
  scopes: scopesOf('canteen', { records: ['meal'], operator: {}, members: [] }),
};

it('every place knows every service', () => {
  expect(forgottenPlaces(services, eventTypes)).toEqual([]);
});

it('reports each place that does not know a new service yet', () => {
  expect(forgottenPlaces([...services, canteen], eventTypes)).toEqual([
    'apps/canteen/package.json',
    'apps/canteen/tsconfig.json',
    'apps/canteen/src/main.ts',
    'apps/canteen/src/canteen.module.ts',
    'apps/canteen/src/canteen.config.ts',
    'apps/canteen: a spec that calls tryBadInput',
    'libs/contracts/src/catalogue.ts: canteen',
    'libs/contracts/published/canteen.json',
    'docker-compose.yml: canteen',
    'docker-compose.yml: canteen-migrate',
    'docker-compose.yml: CANTEEN_URL of reporting',
    '.env.example: CANTEEN_PORT',
    '.env.example: CANTEEN_DATABASE_PASSWORD',
    'docs/architecture.md: apps/canteen',
  ]);
});

it('reports a service that the manifest does not have', () => {
  const without = services.filter(({ name }) => name !== 'housing');
  expect(forgottenPlaces(without, eventTypes)).toEqual(['libs/contracts/src/manifest.ts: housing']);
});

it('gives each service a port and a name of its own', () => {
  for (const values of [services.map(({ name }) => name), services.map(({ portOffset }) => portOffset)])
    expect(new Set<unknown>(values).size).toBe(services.length);
});

it('lets a service listen to publishers only', () => {
  const publishing = services.flatMap(({ name, publishes }) => (publishes ? [name as string] : []));
  for (const { listensTo } of services) for (const name of listensTo) expect(publishing).toContain(name);
});

it('gives members only what stands among the records', () => {
  for (const { scopes } of services) for (const scope of scopes.members) expect(Object.keys(scopes.records)).toContain(scope);
});
