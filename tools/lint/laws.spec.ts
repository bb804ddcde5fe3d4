/** Plants a violation of every law in a file that is clean, and sees it refused. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nx, root } from '../park/places.ts';

const env = { ...process.env, NODE_OPTIONS: '', NX_DAEMON: 'false', NX_NO_CLOUD: 'true' };

const planted: Record<string, [law: string, line: string, rule: string][]> = {
  'apps/tenants/src/leases/lease.ts': [
    ['a pure file reads no clock', 'export const at = new Date();', 'no-restricted-syntax'],
    ['a pure file takes no time', 'export const now = Date.now();', 'no-restricted-syntax'],
    ['a pure file throws no dice', 'export const chance = Math.random();', 'no-restricted-syntax'],
    ['a pure file reads no environment', "export const home = process.env['HOME'];", 'no-restricted-globals'],
    ['a pure file uses no network', "export const page = fetch('http://localhost');", 'no-restricted-globals'],
    ['a pure file imports no framework', "export * from 'typeorm';", '@typescript-eslint/no-restricted-imports'],
    ['a pure file imports no file with a role', "export * from './leases.service.ts';", '@typescript-eslint/no-restricted-imports'],
  ],
  'apps/housing/src/tenancies/tenancies.service.ts': [
    ['a service does not reach into a service', "export * from '../../../tenants/src/leases/lease.ts';", '@nx/enforce-module-boundaries'],
    ['a service does not ship the test kit', "export * from '@park/test-kit';", '@nx/enforce-module-boundaries'],
  ],
  'libs/kernel/src/money.ts': [['the kernel knows nobody', "export * from '@park/contracts';", '@nx/enforce-module-boundaries']],
  'libs/outbox/src/outbox.store.ts': [
    ['the outbox does not know the service kit', "export * from '@park/service-kit';", '@nx/enforce-module-boundaries'],
  ],
  'libs/directory/src/persons/person.ts': [
    ['a pure file of the directory reads no clock', 'export const at = new Date();', 'no-restricted-syntax'],
    ['the directory knows no service', "export * from '../../../../apps/tenants/src/leases/lease.ts';", '@nx/enforce-module-boundaries'],
  ],
  'libs/service-kit/src/commands/postgres-fault.ts': [
    ['a pure file of a library reads no clock', 'export const at = new Date();', 'no-restricted-syntax'],
    ['a pure file of a library imports no framework', "export * from 'typeorm';", '@typescript-eslint/no-restricted-imports'],
    ['the service kit knows no service', "export * from '../../../../apps/tenants/src/leases/lease.ts';", '@nx/enforce-module-boundaries'],
  ],
};

beforeAll(() => {
  // The boundaries rule is silent without a project graph.
  const graph = spawnSync(process.execPath, [nx, 'show', 'projects'], { cwd: root, env, encoding: 'utf8' });
  expect(graph.stdout).toContain('@park/tenants');
});

describe.each(Object.keys(planted))('%s', (file) => {
  const refused = new Map<number, string[]>();

  beforeAll(() => {
    const eslint = join(root, 'node_modules', 'eslint', 'bin', 'eslint.js');
    const input = [...planted[file]!.map(([, line]) => line), readFileSync(join(root, file), 'utf8')].join('\n');
    const { stdout } = spawnSync(process.execPath, [eslint, '--format', 'json', '--stdin', '--stdin-filename', file], {
      cwd: root,
      env,
      encoding: 'utf8',
      input,
    });
    const [{ messages }] = JSON.parse(stdout) as [{ messages: { ruleId: string; line: number }[] }];
    for (const { line, ruleId } of messages) refused.set(line, [...(refused.get(line) ?? []), ruleId]);
  });

  it.each(planted[file]!.map(([law, , rule], i) => [law, i + 1, rule] as const))('%s', (_, line, rule) => {
    expect(refused.get(line)).toContain(rule);
  });

  it('is clean otherwise', () => {
    expect([...refused.keys()].filter((line) => line > planted[file]!.length)).toEqual([]);
  });
});
