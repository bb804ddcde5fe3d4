/** Finds the places that do not know a service of the manifest yet, and those that know one that the manifest does not have. */
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventType } from '../../libs/contracts/src/event-type.ts';
import type { ServiceEntry } from '../../libs/contracts/src/manifest.ts';
import { composeWith, variablesOf, type Compose } from '../docker/compose.fixture.ts';
import { databasePassword, portOf } from '../park/variables.ts';
import { root } from '../park/places.ts';

/** Folders in apps/ that are no services. */
const notServices = ['dashboard'];

interface Place {
  /** As it is reported, e.g. `apps/housing/src/main.ts`. */
  name: string;
  isThere: boolean;
}

export function forgottenPlaces(services: readonly ServiceEntry[], eventTypes: readonly EventType[]): string[] {
  const compose = readCompose();
  const places = services.flatMap((service) => [
    ...filesOf(service),
    ...eventPlacesOf(service, eventTypes),
    ...dockerPlacesOf(service, services, compose),
    ...kubernetesPlacesOf(service),
    { name: `docs/architecture.md: apps/${service.name}`, isThere: read('docs/architecture.md').includes(`\`apps/${service.name}\``) },
  ]);
  const apps = readdirSync(join(root, 'apps')).filter((name) => existsSync(join(root, 'apps', name, 'src', 'main.ts')));
  const known = [...services.map(({ name }) => name), ...notServices];
  return [
    ...places.flatMap(({ name, isThere }) => (isThere ? [] : [name])),
    ...apps.filter((name) => !known.includes(name)).map((name) => `libs/contracts/src/manifest.ts: ${name}`),
  ];
}

function filesOf({ name }: ServiceEntry): Place[] {
  const files = ['package.json', 'tsconfig.json', 'src/main.ts', `src/${name}.module.ts`, `src/${name}.config.ts`];
  const specs = globSync(`apps/${name}/src/**/*.e2e.spec.ts`, { cwd: root });
  return [
    ...files.map((file) => place(`apps/${name}/${file}`)),
    { name: `apps/${name}: a spec that calls tryBadInput`, isThere: specs.some((file) => read(file).includes('tryBadInput(')) },
  ];
}

function eventPlacesOf({ name, publishes }: ServiceEntry, eventTypes: readonly EventType[]): Place[] {
  if (!publishes) return [];
  const hasEvents = eventTypes.some(({ service }) => service === name);
  return [{ name: `libs/contracts/src/catalogue.ts: ${name}`, isThere: hasEvents }, place(`libs/contracts/published/${name}.json`)];
}

function dockerPlacesOf({ name, portOffset }: ServiceEntry, services: readonly ServiceEntry[], compose: Compose): Place[] {
  const told = compose.services[name]?.environment ?? {};
  const reporting = services.find((service) => service.name === 'reporting');
  const address = `${name.toUpperCase()}_URL`;
  const asked = compose.services['reporting']?.environment ?? {};
  return [
    { name: `docker-compose.yml: ${name}`, isThere: compose.services[name] !== undefined && Number(told['PORT']) === 7300 + portOffset },
    { name: `docker-compose.yml: ${name}-migrate`, isThere: compose.services[`${name}-migrate`] !== undefined },
    ...(reporting && name !== 'reporting' ? [{ name: `docker-compose.yml: ${address} of reporting`, isThere: address in asked }] : []),
    {
      name: `docker-compose.yml: ${databasePassword(name)} of databases`,
      isThere: databasePassword(name) in (compose.services['databases']?.environment ?? {}),
    },
    ...[portOf(name), databasePassword(name)].map((variable) => ({
      name: `.env.example: ${variable}`,
      isThere: new RegExp(`^${variable}=`, 'm').test(read('.env.example')),
    })),
  ];
}

function kubernetesPlacesOf({ name }: ServiceEntry): Place[] {
  return [
    { name: `k8s/base/${name}.yaml`, isThere: read('k8s/base/kustomization.yaml').includes(`- ${name}.yaml\n`) },
    { name: `k8s/overlays/park: PUBLIC_URL of ${name}`, isThere: read('k8s/overlays/park/kustomization.yaml').includes(`name: ${name} }`) },
    { name: `k8s/overlays/park: host of ${name}`, isThere: read('k8s/overlays/park/ingress.yaml').includes(`name: ${name},`) },
  ];
}

function readCompose(): Compose {
  const text = read('docker-compose.yml');
  return composeWith(Object.fromEntries(variablesOf(text).map((name) => [name, 'x'])));
}

function place(path: string): Place {
  return { name: path, isThere: existsSync(join(root, path)) };
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}
