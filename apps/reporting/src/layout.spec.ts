/** The folders and their imports: an engine that knows no service, the figures of each service, and the answers. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { services } from '@park/contracts';

const root = import.meta.dirname;
const names = services.map(({ name }) => name).filter((name) => name !== 'reporting');

interface Source {
  /** Path below src. */
  path: string;
  text: string;
  /** Paths below src of the files that it imports. */
  imports: string[];
}

function sources(): Source[] {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' });
  return paths
    .filter((path) => path.endsWith('.ts') && !/\.(spec|fixture)\.ts$/.test(path))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      const imports = [...text.matchAll(/from '(\.[^']+)'/g)].map(([, to]) => relative(root, normalize(join(root, dirname(path), to!))));
      return { path, text, imports };
    });
}

/** A file beside the folders, such as the configuration, stands for itself. */
const folderOf = (path: string): string => path.split('/')[0]!;

/** Every way from a folder back to itself. */
function cycles(all: readonly Source[]): string[] {
  const known = new Map<string, Set<string>>();
  for (const { path, imports } of all) {
    const folder = folderOf(path);
    for (const to of imports.map(folderOf)) if (to !== folder) known.set(folder, (known.get(folder) ?? new Set()).add(to));
  }
  const walk = (folder: string, way: readonly string[]): string[] => {
    if (way.includes(folder)) return [[...way.slice(way.indexOf(folder)), folder].join(' -> ')];
    return [...(known.get(folder) ?? [])].flatMap((next) => walk(next, [...way, folder]));
  };
  return [...new Set([...known.keys()].flatMap((folder) => walk(folder, [])))];
}

/** The ways in which a file outside of figures/ names a service: as a text, as a namespace of the contracts, or by its folder. */
function servicesNamed({ path, text, imports }: Source): string[] {
  if (folderOf(path) === 'figures') return [];
  return names.flatMap((name) => {
    const asText = new RegExp(`['"\`]${name}['"\`.]`).test(text);
    const asNamespace = new RegExp(`import (type )?\\{[^}]*\\b${name}\\b[^}]*\\} from '@park/contracts'`).test(text);
    const asFolder = imports.some((to) => to.startsWith(`figures/${name}/`));
    return asText || asNamespace || asFolder ? [`${path} names ${name}`] : [];
  });
}

/** The module puts everything together, also what only one service's figures need. */
const wiring = ['reporting.module.ts'];

it('has no cycle between its folders', () => {
  expect(cycles(sources())).toEqual([]);
});

it('names services in figures/ alone', () => {
  expect(
    sources()
      .filter(({ path }) => !wiring.includes(path))
      .flatMap(servicesNamed),
  ).toEqual([]);
});

it('keeps the engine apart from what it counts', () => {
  const engine = sources().filter(({ path }) => ['ledger', 'kpi'].includes(folderOf(path)));
  const beyond = engine.flatMap(({ path, imports }) =>
    imports.filter((to) => !['ledger', 'kpi'].includes(folderOf(to))).map((to) => `${path} -> ${to}`),
  );
  expect(beyond).toEqual([]);
  const ledger = engine.filter(({ path }) => folderOf(path) === 'ledger');
  expect(ledger.flatMap(({ path, imports }) => imports.filter((to) => folderOf(to) !== 'ledger').map((to) => `${path} -> ${to}`))).toEqual(
    [],
  );
});

it('sees a violation of each', () => {
  const planted = (path: string, text: string, imports: string[] = []): Source => ({ path, text, imports });
  expect(cycles([planted('ledger/a.ts', '', ['figures/x.ts']), planted('figures/x.ts', '', ['ledger/a.ts'])])).toContain(
    'ledger -> figures -> ledger',
  );
  for (const source of [
    planted('kpi/a.ts', `if (kind === 'housing.tenancy') return;`),
    planted('kpi/b.ts', `import { housing, type ParkEvent } from '@park/contracts';`),
    planted('board/c.ts', '', ['figures/housing/tenancy.ts']),
  ]) {
    expect(servicesNamed(source)).toEqual([`${source.path} names housing`]);
  }
});
