/** Proves of k8s/ what needs no cluster: that every object is one of Kubernetes, and that all of them agree with the code. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { serviceEntry, services, type ServiceEntry, type ServiceName } from '../../libs/contracts/src/manifest.ts';
import { composeWith, type ComposeService } from '../docker/compose.fixture.ts';
import { settingsFrom } from '../issuer/settings.ts';
import { root } from '../park/places.ts';
import { portsFrom } from '../park/ports.ts';
import { completeSecrets } from '../park/secrets.ts';
import { environmentOf } from '../park/services.ts';
import { asVariables } from '../park/variables.ts';
import { objectsOf, type Container, type KubernetesObject, type PodSpec } from './k8s.fixture.ts';
import { databaseNames, secretFiles } from './secret-files.ts';

const ports = portsFrom({});
const metricsPort = 9464;
const secrets = completeSecrets(undefined, [...databaseNames]);
const overlays = { trial: objectsOf('trial', secrets), park: objectsOf('park', secrets) };
const names: readonly string[] = services.map(({ name }) => name);
const compose = composeWith(asVariables(ports, secrets));
const schemas = JSON.parse(readFileSync(join(root, 'tools', 'k8s', 'schemas.json'), 'utf8')) as {
  kinds: Record<string, object>;
  definitions: Record<string, object>;
};

type Overlay = keyof typeof overlays;
const each = Object.keys(overlays) as Overlay[];

function find(overlay: Overlay, kind: string, name: string): KubernetesObject {
  const found = overlays[overlay].find((object) => object.kind === kind && object.metadata.name === name);
  if (!found) throw new Error(`${overlay} has no ${kind} ${name}.`);
  return found;
}

const workloads = (overlay: Overlay): KubernetesObject[] =>
  overlays[overlay].filter(({ kind }) => /^(Deployment|StatefulSet|Job)$/.test(kind));
const podOf = ({ spec }: KubernetesObject): PodSpec => spec.template.spec as PodSpec;
const containersOf = (object: KubernetesObject): Container[] => [...(podOf(object).initContainers ?? []), ...podOf(object).containers];
const serviceContainer = (overlay: Overlay, name: string): Container => podOf(find(overlay, 'Deployment', name)).containers[0]!;

/** A trial's own secrets; of a park's, known by their keys alone, values of the same form. */
function secretOf(overlay: Overlay, name: string): Record<string, string> {
  if (overlay === 'park') return secretFiles(secrets)[name]!;
  const data = find(overlay, 'Secret', name).data!;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));
}

/** The variables of a container, as Kubernetes puts them together. */
function told(overlay: Overlay, { env = [], envFrom = [] }: Container): Record<string, string> {
  const sources = envFrom.map(({ configMapRef, secretRef }) =>
    configMapRef ? find(overlay, 'ConfigMap', configMapRef.name).data! : secretOf(overlay, secretRef!.name),
  );
  const values = Object.assign({}, ...sources) as Record<string, string>;
  for (const { name, value, valueFrom } of env) {
    const given = valueFrom ? secretOf(overlay, valueFrom.secretKeyRef.name)[valueFrom.secretKeyRef.key]! : value!;
    values[name] = given.replace(/\$\((\w+)\)/g, (_, other: string) => values[other]!);
  }
  return values;
}

async function settingsOf(name: string, environment: Record<string, string>): Promise<Record<string, unknown>> {
  const config = (await import(join(root, 'apps', name, 'src', `${name}.config.ts`))) as Record<string, (env: object) => never>;
  return config[`${name}Settings`]!(environment);
}

describe.each(each)('overlay %s', (overlay) => {
  it.each(overlays[overlay].map((object) => [object.kind, object.metadata.name, object] as const))(
    '%s %s is an object of Kubernetes',
    (kind, name, object) => {
      const schema = schemas.kinds[`${object.apiVersion}/${kind}`];
      expect([kind, schema]).toEqual([kind, expect.anything()]);
      const validate = new Ajv({ strict: false, allErrors: true }).compile({ ...schema, definitions: schemas.definitions });
      validate(object);
      expect(validate.errors ?? []).toEqual([]);
      if (kind !== 'Namespace') expect([name, object.metadata.namespace]).toEqual([name, 'park']);
    },
  );

  it('has the services of the manifest, and no others', () => {
    const deployed = overlays[overlay].filter(
      ({ kind, metadata }) => kind === 'Deployment' && metadata.labels!['app.kubernetes.io/component'] === 'service',
    );
    expect(deployed.map(({ metadata }) => metadata.name).sort()).toEqual([...names].sort());
    const migrations = overlays[overlay].filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/component'] === 'migration');
    expect(migrations.map(({ metadata }) => metadata.name.replace(/-migrate-.*$/, '')).sort()).toEqual([...names].sort());
  });

  it.each(names)('%s runs what the build makes, with its heap and room beside it', (name) => {
    const { args, resources } = serviceContainer(overlay, name);
    const { heapMb } = serviceEntry(name as ServiceName);
    expect(args).toEqual([`--max-old-space-size=${heapMb}`, '--max-semi-space-size=16', `apps/${name}/dist/main.js`]);
    expect(resources!.limits!.memory).toBe(compose.services[name]!.mem_limit!.replace('m', 'Mi'));
  });

  it.each(names)('%s is told what its settings require, and nothing else', async (name) => {
    const environment = told(overlay, serviceContainer(overlay, name));
    await expect(settingsOf(name, environment)).resolves.toMatchObject({ PORT: ports[name], HOST: '0.0.0.0', DRAIN_S: 5 });
    const known = await settingsOf(name, environment);
    expect(Object.keys(environment).filter((variable) => !(variable in known))).toEqual([]);
    for (const variable of ['PUBLIC_URL', 'OIDC_ISSUER', 'KAFKA_BROKERS', 'DATABASE_URL']) {
      const { [variable]: _, ...incomplete } = environment;
      await expect(settingsOf(name, incomplete)).rejects.toThrow(`missing: ${variable}`);
    }
  });

  it.each(names)('%s is reached where others look for it, and its migration has its database', (name) => {
    const port = ports[name]!;
    const { ports: opened } = serviceContainer(overlay, name);
    expect(new Set(opened)).toEqual(
      new Set([
        { name: 'http', containerPort: port },
        { name: 'metrics', containerPort: metricsPort },
      ]),
    );
    expect(find(overlay, 'Service', name).spec).toEqual({
      selector: { 'app.kubernetes.io/name': name },
      ports: [{ name: 'http', port, targetPort: 'http' }],
    });
    const migration = overlays[overlay].find(({ kind, metadata }) => kind === 'Job' && metadata.name.startsWith(`${name}-migrate-`))!;
    const [container] = podOf(migration).containers;
    expect(container!.args).toEqual([`apps/${name}/dist/main.js`, 'migrate']);
    expect(told(overlay, container!)).toEqual({ DATABASE_URL: secretOf(overlay, name)['DATABASE_URL'] });
  });

  it.each(names)('%s has two instances, of which one may be away, and probes that ask what it answers', (name) => {
    expect(find(overlay, 'Deployment', name).spec).toMatchObject({ replicas: 2, strategy: { rollingUpdate: { maxUnavailable: 0 } } });
    expect(find(overlay, 'PodDisruptionBudget', name).spec).toMatchObject({
      maxUnavailable: 1,
      selector: { matchLabels: { 'app.kubernetes.io/name': name } },
    });
    const controller = readFileSync(join(root, 'libs/service-kit/src/service/health.controller.ts'), 'utf8');
    const { startupProbe, livenessProbe, readinessProbe } = serviceContainer(overlay, name);
    expect([startupProbe, livenessProbe, readinessProbe].map((probe) => probe!.httpGet)).toEqual([
      { path: '/health/live', port: 'http' },
      { path: '/health/live', port: 'http' },
      { path: '/health/ready', port: 'http' },
    ]);
    expect(controller).toMatch(/@Get\('health\/live'\)[^]*@Get\('health\/ready'\)/);
  });

  it.each(services.map((service) => [service.name, service] as const))(
    '%s is asked by those that ask it, asks those that it asks, and no others',
    (name, service) => {
      const { ingress = [], egress = [] } = find(overlay, 'NetworkPolicy', name).spec;
      expect(peersOf(ingress, 'from')).toEqual(names.filter((other) => askedBy(serviceEntry(other as ServiceName)).includes(name)).sort());
      expect(peersOf(egress, 'to')).toEqual(askedBy(service));
    },
  );

  it.each(names)('%s is measured at a port of its own, by Prometheus alone', (name) => {
    expect(told(overlay, serviceContainer(overlay, name))['METRICS_PORT']).toBe(String(metricsPort));
    expect(find(overlay, 'Deployment', name).spec.template.metadata.annotations).toEqual({
      'prometheus.io/scrape': 'true',
      'prometheus.io/port': String(metricsPort),
      'prometheus.io/path': '/metrics',
    });
  });

  it('opens the port of the measurements to one namespace, and to nobody else', () => {
    const rules = overlays[overlay].flatMap(({ kind, metadata, spec }) =>
      kind === 'NetworkPolicy' ? ((spec.ingress ?? []) as Ingress[]).map((rule) => ({ policy: metadata.name, ...rule })) : [],
    );
    const opening = rules.filter(({ ports: opened }) => !opened || opened.some(({ port }) => port === 'metrics' || port === metricsPort));
    expect(opening).toEqual([
      {
        policy: 'metrics',
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
        ports: [{ protocol: 'TCP', port: 'metrics' }],
      },
    ]);
  });

  it('lets nothing through that no policy names', () => {
    expect(find(overlay, 'NetworkPolicy', 'default-deny').spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });

  it.each(workloads(overlay).map((object) => [object.metadata.name, object] as const))(
    '%s has no rights that it does not need',
    (_, object) => {
      expect(podOf(object)).toMatchObject({
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: { runAsNonRoot: true, runAsUser: expect.any(Number), seccompProfile: { type: 'RuntimeDefault' } },
      });
      for (const { securityContext, resources } of containersOf(object)) {
        expect(securityContext).toEqual({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true });
        expect(resources).toMatchObject({
          requests: { cpu: expect.any(String), memory: expect.any(String) },
          limits: { memory: expect.any(String) },
        });
      }
    },
  );

  it('gives no service account a token', () => {
    const accounts = overlays[overlay].filter(({ kind }) => kind === 'ServiceAccount');
    expect(accounts.map(({ metadata }) => metadata.name).sort()).toEqual([...names].sort());
    for (const account of accounts) expect(account).toMatchObject({ automountServiceAccountToken: false });
  });

  it('has one version of our image, and names each job after it', () => {
    const images = new Set(
      workloads(overlay)
        .flatMap(containersOf)
        .flatMap(({ image }) => (image.includes('youth-innovation-park') ? [image] : [])),
    );
    expect(images.size).toBe(1);
    const [, version] = [...images][0]!.split(':');
    for (const { kind, metadata } of workloads(overlay)) if (kind === 'Job') expect(metadata.name.endsWith(`-${version}`)).toBe(true);
  });
});

/** The services that one asks by HTTP: for archives, and reporting all others for their figures. */
function askedBy({ name, listensTo }: ServiceEntry): string[] {
  const others = name === 'reporting' ? names.filter((other) => other !== name) : [];
  return [...new Set([...listensTo, ...others])].sort();
}

function peersOf(rules: { from?: Peer[]; to?: Peer[] }[], side: 'from' | 'to'): string[] {
  return rules
    .flatMap((rule) => rule[side] ?? [])
    .map(({ podSelector }) => podSelector.matchLabels['app.kubernetes.io/name']!)
    .sort();
}

interface Ingress {
  ports?: { port: string | number }[];
}

interface Peer {
  podSelector: { matchLabels: Record<string, string> };
}

describe('a trial', () => {
  it.each(names)('tells %s what npm start tells it, with the names of the cluster', (name) => {
    const databases = Object.fromEntries(names.map((one) => [one, `postgres://${one}:${secrets.databases[one]}@postgres:5432/${one}`]));
    const surroundings = {
      ports,
      secrets,
      databases,
      kafkaBrokers: 'kafka:9092',
      redisUrl: `redis://:${secrets.databases['redis']}@redis:6379`,
    };
    const atHome = Object.entries(environmentOf(serviceEntry(name as ServiceName), surroundings));
    const addresses = ['PUBLISHER_URLS', ...names.map((other) => `${other.toUpperCase()}_URL`)];
    const inCluster = atHome.map(([key, value]) => [key, addresses.includes(key) ? named(value) : value]);
    expect(told('trial', serviceContainer('trial', name))).toMatchObject(Object.fromEntries(inCluster));
  });

  it('has the parts of docker-compose.yml, with the same settings', () => {
    for (const name of ['postgres', 'redis', 'kafka']) {
      const part = partOf(name);
      expect(part.image).toBe(compose.services[name]!.image);
      expect(part.resources!.limits!.memory).toBe(compose.services[name]!.mem_limit!.replace('m', 'Mi'));
      if (compose.services[name]!.command) expect(part.args).toEqual(compose.services[name]!.command);
    }
    expect(withoutListeners(told('trial', partOf('kafka')))).toEqual(withoutListeners(composed('kafka')));
    expect(told('trial', partOf('postgres'))).toEqual(composed('postgres'));
  });

  it('has a Redis with a password, which reporting and feeds can reach', () => {
    const password = secrets.databases['redis']!;
    expect(told('trial', partOf('redis'))).toEqual(composed('redis'));
    for (const name of names) expect(new URL(told('trial', serviceContainer('trial', name))['REDIS_URL']!).password).toBe(password);
    const asking = { matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'In', values: ['reporting', 'feeds'] }] };
    expect(find('trial', 'NetworkPolicy', 'redis').spec.ingress[0].from).toEqual([{ podSelector: asking }]);
    for (const overlay of each) expect(find(overlay, 'NetworkPolicy', 'services-to-redis').spec.podSelector).toEqual(asking);
  });

  it('has an issuer that bears the name that the services expect, and the clients that they are', () => {
    const issuer = find('trial', 'StatefulSet', 'issuer');
    const [clients, container] = containersOf(issuer);
    expect(settingsFrom(told('trial', container!))).toMatchObject({
      issuerUrl: told('trial', serviceContainer('trial', 'tenants'))['OIDC_ISSUER'],
      port: ports.issuer,
    });
    expect(told('trial', clients!)).toEqual(composed('issuer-clients'));
  });

  it('gives each job what it asks for', () => {
    const job = (name: string): Record<string, string> => told('trial', podOf(find('trial', 'Job', `${name}-local`)).containers[0]!);
    expect(job('databases')).toMatchObject(composed('databases'));
    expect(job('topics')).toEqual(composed('topics'));
    expect(job('sample')).toEqual({ PARK_DIR: '/tmp/park', OPERATIONS_CLIENT_SECRET: secrets.clients.operations.clientSecret });
  });
});

const partOf = (name: string): Container => podOf(workloads('trial').find(({ metadata }) => metadata.name === name)!).containers[0]!;
const named = (urls: string): string =>
  urls.replace(/http:\/\/localhost:(\d+)/g, (_, port: string) => `http://${nameAt(Number(port))}:${port}`);
const nameAt = (port: number): string => names.find((name) => ports[name] === port)!;

function composed(name: string): Record<string, string> {
  const { environment = {} } = compose.services[name] as ComposeService;
  return Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, String(value)]));
}

/** Outside of the cluster nobody asks Kafka. */
function withoutListeners(environment: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([key]) => !/LISTENERS|PROTOCOL_MAP/.test(key)));
}
