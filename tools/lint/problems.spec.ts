/** docs/problems.md names every code that a service can answer, and no other. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../park/places.ts';

const sources = globSync('{apps/{tenants,housing,reporting},libs/{kernel,outbox,service-kit}}/src/**/*.ts', {
  cwd: root,
  exclude: ['**/*.spec.ts', '**/*.fixture.ts'],
});

const ways = [
  /new Refusal\(\s*'[a-z-]+',\s*'([a-z_]+)'/g,
  /\binvalid\(\s*[^,]+,\s*'([a-z_]+)'/g,
  /\{\s*code: '([a-z_]+)',\s*detail: '/g,
  /\?\.code \?\? '([a-z_]+)'/g,
  /\b[45]\d\d: '([a-z]+_[a-z_]+)'/g,
  /\bproblem\([45]\d\d, '([a-z_]+)'/g,
];

function answered(): Set<string> {
  const text = sources.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
  return new Set(
    ways
      .flatMap((way) => [...text.matchAll(way)].map(([, code]) => code!))
      .filter((code) => !code.endsWith('_not_found') || code === 'parked_not_found'),
  );
}

it('is complete', () => {
  const page = readFileSync(join(root, 'docs', 'problems.md'), 'utf8');
  const documented = new Set([...page.matchAll(/^\| `([a-z_]+)` \|/gm)].map(([, code]) => code!));
  expect([...documented].sort()).toEqual([...answered()].sort());
});
