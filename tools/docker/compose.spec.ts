/** Proves of docker-compose.yml what needs no Docker: its form, and that it agrees with the code. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { settingsFrom } from '../issuer/settings.ts';
import { lock } from '../parts/downloads.ts';
import { serviceClients, type ServiceClientName } from '../park/clients.ts';
import { portsFrom } from '../park/ports.ts';
import { root } from '../park/places.ts';
import { completeSecrets } from '../park/secrets.ts';
import { services } from '../../libs/contracts/src/manifest.ts';
import { environmentOf, urlOf } from '../park/services.ts';
import { composeText, composeWith, variablesOf, type ComposeService } from './compose.fixture.ts';
import { fillIn } from './env-file.ts';
import { asVariables, clientSecret, databasePassword } from '../park/variables.ts';

const names = services.map(({ name }) => name);
const jobs = ['databases', 'topics', 'issuer-clients', ...names.map((name) => `${name}-migrate`)];
const ours = [...names, ...jobs, 'issuer'];
const parts = ['postgres', 'redis', 'kafka'];

const ports = portsFrom({});
const secrets = completeSecrets(undefined, ['postgres', 'redis', ...names]);
const example = readFileSync(join(root, '.env.example'), 'utf8');
const filledIn = parseEnv(fillIn(example, asVariables(ports, secrets)));
const compose = composeWith(filledIn);
const service = (name: string): ComposeService => compose.services[name]!;

/** As a container sees it: everything is text, and what has no value is not there. */
function told(name: string, from = compose): Record<string, string> {
  const entries = Object.entries(from.services[name]!.environment ?? {});
  return Object.fromEntries(entries.flatMap(([key, value]) => (value === null ? [] : [[key, String(value)]])));
}

/** The service's own reader of its settings, named as the house names them. */
async function readSettings(name: string, environment: Record<string, string>): Promise<Record<string, unknown>> {
  const config = (await import(join(root, 'apps', name, 'src', `${name}.config.ts`))) as Record<
    string,
    (env: object) => Record<string, unknown>
  >;
  return config[`${name}Settings`]!(environment);
}

it('is a Compose file', () => {
  const schema = createRequire(import.meta.url)('docker-compose/schema/compose-spec.json') as object;
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  const validate = ajv.compile({ ...schema, $schema: 'http://json-schema.org/draft-07/schema#' });
  validate(compose);
  expect(validate.errors ?? []).toEqual([]);
  expect(validate({ services: { tenants: { imagine: 'x' } } })).toBe(false);
});

it('runs the park: its parts, its services with their migrations, the issuer, the jobs', () => {
  expect(Object.keys(compose.services).sort()).toEqual([...ours, ...parts].sort());
});

describe('variables', () => {
  const secretNames = Object.keys(asVariables(ports, secrets)).filter((name) => !name.endsWith('_PORT'));

  it('.env.example names those that the file asks for, and no others', () => {
    const named = [...example.matchAll(/^(?:# )?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual(variablesOf(composeText));
  });

  it('npm run docker:env gives every secret and port that the file asks for', () => {
    const asked = variablesOf(composeText).filter((name) => new RegExp(`^${name}=`, 'm').test(example));
    expect(Object.keys(asVariables(ports, secrets)).sort()).toEqual(asked);
  });

  it.each(secretNames)('without %s Compose refuses to start', (name) => {
    expect(() => composeWith({ ...filledIn, [name]: '' })).toThrow(`${name} is missing: run npm run docker:env first`);
  });

  it('holds no secret', () => {
    expect(secretNames.map((name) => parseEnv(example)[name])).toEqual(secretNames.map(() => ''));
  });

  it('needs no port: those of the code are the defaults', () => {
    const withoutPorts = Object.fromEntries(Object.entries(filledIn).filter(([name]) => !name.endsWith('_PORT')));
    expect(composeWith(withoutPorts)).toEqual(compose);
  });
});

describe.each(services)('$name', (entry) => {
  const { name, heapMb } = entry;
  const redisUrl = `redis://:${secrets.databases['redis']}@redis:6379`;
  const dataBase = `postgres://${name}:${secrets.databases[name]}@postgres:5432/${name}`;

  it('is told what its settings require', async () => {
    await expect(readSettings(name, told(name))).resolves.toMatchObject({ PORT: ports[name], DATABASE_URL: dataBase });
    await expect(readSettings(name, told(`${name}-migrate`))).resolves.toMatchObject({ DATABASE_URL: dataBase });
    const { PORT: _, ...incomplete } = told(name);
    await expect(readSettings(name, incomplete)).rejects.toThrow('missing: PORT');
  });

  it('is told what npm start tells it, with the names of this network', () => {
    const databases = Object.fromEntries(names.map((one) => [one, `postgres://${one}:${secrets.databases[one]}@postgres:5432/${one}`]));
    const atHome = environmentOf(entry, { ports, secrets, databases, kafkaBrokers: 'kafka:9092', redisUrl });
    const others = Object.fromEntries(names.map((one) => [`${one.toUpperCase()}_URL`, `http://${one}:${ports[one]}`]));
    const inNetwork = Object.fromEntries(Object.entries(others).filter(([key]) => key in atHome));
    const publishers = atHome['PUBLISHER_URLS']?.replace(/(\w+)=http:\/\/localhost/g, '$1=http://$1');
    if (publishers) inNetwork['PUBLISHER_URLS'] = publishers;
    expect(told(name)).toMatchObject({ ...atHome, ...inNetwork, LOG_LEVEL: 'info', HOST: '0.0.0.0' });
  });

  it('runs what the build makes, with its heap, after its migration', () => {
    expect(service(name).command).toEqual([`--max-old-space-size=${heapMb}`, '--max-semi-space-size=16', `apps/${name}/dist/main.js`]);
    expect(service(`${name}-migrate`).command).toEqual([`apps/${name}/dist/main.js`, 'migrate']);
    expect(existsSync(join(root, 'apps', name, 'src', 'main.ts'))).toBe(true);
    expect(service(name).depends_on).toMatchObject({ [`${name}-migrate`]: { condition: 'service_completed_successfully' } });
  });

  it('has memory for its heap and for what lies beside it', () => {
    expect(Number.parseInt(service(name).mem_limit!)).toBeGreaterThanOrEqual(heapMb + 192);
  });
});

describe('ports', () => {
  it.each(Object.entries(ports))('%s is at %i', (name, port) => {
    const [published = '', ...others] = service(name).ports ?? [];
    expect(others).toEqual([]);
    expect(published).toMatch(new RegExp(`^127\\.0\\.0\\.1:${port}:\\d+$`));
    const inside = told(name)['PORT'];
    if (inside) expect(published.endsWith(`:${inside}`)).toBe(true);
  });

  it('of measurements are in the network alone', () => {
    for (const name of [...names, 'issuer']) expect(told(name)['METRICS_PORT']).toBe('9464');
    expect(Object.values(compose.services).flatMap(({ ports: published = [] }) => published.filter((one) => one.includes('9464')))).toEqual(
      [],
    );
  });

  it('move together', () => {
    const moved = composeWith(asVariables(portsFrom({ PARK_PORT_BASE: '7500' }), secrets));
    for (const name of names) {
      expect(told(name, moved)).toMatchObject({ PUBLIC_URL: urlOf(ports[name]! + 200), OIDC_ISSUER: urlOf(ports.issuer + 200) });
    }
    expect(told('issuer', moved)).toMatchObject({ ISSUER_URL: urlOf(ports.issuer + 200) });
    expect(told('issuer-clients', moved)).toMatchObject({
      DASHBOARD_URL: urlOf(ports['reporting']! + 200),
      MEMBER_PAGE_URL: urlOf(ports['feeds']! + 200),
    });
    expect(told('kafka', moved)['KAFKA_ADVERTISED_LISTENERS']).toContain(`localhost:${ports.kafka + 200}`);
  });
});

describe('the issuer', () => {
  it('is told what it requires, and bears the name that the services expect', () => {
    expect(settingsFrom(told('issuer'))).toMatchObject({ issuerUrl: urlOf(ports.issuer), port: ports.issuer, host: '0.0.0.0' });
    for (const name of names) {
      expect(told(name)).toMatchObject({
        OIDC_ISSUER: told('issuer')['ISSUER_URL'],
        OIDC_AUDIENCE: told('issuer')['AUDIENCE'],
        OIDC_INTERNAL_URL: `http://issuer:${told('issuer')['PORT']}`,
      });
    }
  });

  it('gives way to the park’s own', () => {
    const elsewhere = composeWith({ ...filledIn, OIDC_ISSUER: 'https://id.example.org' });
    for (const name of names) {
      expect(told(name, elsewhere)).toMatchObject({ OIDC_ISSUER: 'https://id.example.org', OIDC_INTERNAL_URL: 'https://id.example.org' });
    }
  });

  it('reads the clients that its job writes', () => {
    expect(told('issuer-clients')['CLIENTS_FILE']).toBe(told('issuer')['CLIENTS_FILE']);
    expect(service('issuer-clients').volumes).toEqual(service('issuer').volumes);
    const known = Object.keys(serviceClients) as ServiceClientName[];
    for (const name of known) expect(told('issuer-clients')[clientSecret(name)]).toBe(secrets.clients[name].clientSecret);
    expect(told('issuer-clients')['OPERATIONS_PASSWORD']).toBe(secrets.userPassword);
  });
});

describe('jobs', () => {
  it('each run a program that is there and is part of the image', () => {
    const left = readFileSync(join(root, 'Dockerfile'), 'utf8');
    for (const name of [...jobs, 'issuer']) {
      const program = service(name).command.find((word) => word.endsWith('.ts'));
      if (!program) continue;
      expect(existsSync(join(root, program))).toBe(true);
      expect(left).toContain(`COPY ${program.split('/').slice(0, 2).join('/')} `);
    }
  });

  it('are waited for until they have done their work', () => {
    const waits = Object.values(compose.services).flatMap(({ depends_on = {} }) => Object.entries(depends_on));
    for (const job of jobs) {
      const conditions = waits.filter(([name]) => name === job).map(([, { condition }]) => condition);
      expect([job, new Set(conditions)]).toEqual([job, new Set(['service_completed_successfully'])]);
      expect(service(job).restart).toBe('no');
    }
  });

  it('give each service the password that it uses', () => {
    for (const name of names) expect(told('databases')[databasePassword(name)]).toBe(new URL(told(name)['DATABASE_URL']!).password);
    expect(new URL(told('databases')['POSTGRES_URL']!).password).toBe(told('postgres')['POSTGRES_PASSWORD']);
  });
});

it('Redis has a password, which stands in no argument', () => {
  const password = secrets.databases['redis']!;
  for (const name of names) expect(new URL(told(name)['REDIS_URL']!).password).toBe(password);
  expect(told('redis')).toEqual({ [databasePassword('redis')]: password });
  const command = service('redis').command.join(' ');
  expect(command).toContain(`requirepass $${databasePassword('redis')}\n`);
  expect(command).not.toContain(password);
});

it('Kafka tells each side the address that this side can reach, and makes no topic by itself', () => {
  const kafka = told('kafka');
  expect(kafka['KAFKA_ADVERTISED_LISTENERS']).toBe(`INTERNAL://kafka:9092,EXTERNAL://localhost:${ports.kafka}`);
  for (const name of names) expect(told(name)['KAFKA_BROKERS']).toBe('kafka:9092');
  expect(kafka['KAFKA_LISTENERS']).toContain(`EXTERNAL://:${service('kafka').ports![0]!.split(':').at(-1)}`);
  expect(kafka['KAFKA_AUTO_CREATE_TOPICS_ENABLE']).toBe('false');
});

describe('containers', () => {
  const isJob = (name: string): boolean => jobs.includes(name);

  it.each(ours)('%s is the one image, without rights it does not need', (name) => {
    expect(service(name)).toMatchObject({
      image: 'youth-innovation-park:local',
      user: 'node',
      read_only: true,
      tmpfs: ['/tmp'],
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      mem_limit: expect.stringMatching(/^\d+m$/),
    });
  });

  it.each(parts)('%s has no capability, gains none, and has a limit', (name) => {
    expect(service(name)).toMatchObject({
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      read_only: name !== 'kafka',
      mem_limit: expect.stringMatching(/^\d+m$/),
    });
  });

  it.each([...names, 'issuer', ...parts])('%s is looked after', (name) => {
    expect(service(name).restart).toBe('unless-stopped');
    expect(service(name).healthcheck?.test[0]).toBe('CMD');
    expect(service(name).healthcheck?.test.join(' ')).not.toMatch(/curl|wget/);
    for (const [other, { condition }] of Object.entries(service(name).depends_on ?? {})) {
      expect([other, condition]).toEqual([other, isJob(other) ? 'service_completed_successfully' : 'service_healthy']);
    }
  });

  it('keep what must last on named volumes', () => {
    const mounted = Object.values(compose.services).flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(':')[0]));
    expect(new Set(mounted)).toEqual(new Set(Object.keys(compose.volumes)));
    // From 18 on PostgreSQL's image keeps its data below this folder, and refuses a mount at …/data.
    expect(service('postgres').volumes).toEqual(['postgres:/var/lib/postgresql']);
  });
});

describe('versions and files', () => {
  const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
  const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n');

  it('Node and Kafka are those that npm start runs', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> };
    expect(dockerfile).toContain(`ARG NODE_VERSION=${devDependencies['node']}\n`);
    expect(service('kafka').image).toBe(`apache/kafka:${lock().kafka.version}`);
  });

  it('the image ends without root', () => {
    expect([...dockerfile.matchAll(/^USER (.*)$/gm)].map(([, user]) => user)).toEqual(['node']);
    expect(dockerfile.indexOf('\nUSER node')).toBeGreaterThan(dockerfile.lastIndexOf('\nRUN '));
  });

  it('no secret of this machine reaches the image', () => {
    expect(ignored.filter((line) => line && !line.startsWith('#'))[0]).toBe('*');
    expect(ignored.some((line) => /^!.*(\.env|\.park|\.npmrc|\.git)/.test(line))).toBe(false);
    expect(dockerfile).not.toMatch(/^(ARG|ENV) .*(TOKEN|SECRET|PASSWORD|KEY)/m);
  });
});
