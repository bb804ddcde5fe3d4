/** docs/problems.md names every code that a service can answer, and no other. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemTexts } from '../../libs/contracts/src/problem-texts.ts';
import { refusalStatuses } from '../../libs/contracts/src/problem.ts';
import type { RefusalKind } from '../../libs/kernel/src/refusal.ts';
import { root } from '../park/places.ts';

const sources = globSync('{apps,libs}/*/src/**/*.ts', {
  cwd: root,
  exclude: ['**/*.spec.ts', '**/*.fixture.ts', 'apps/dashboard/**', 'libs/test-kit/**'],
});

const ways = [
  /new Refusal\(\s*'[a-z-]+',\s*'([a-z_]+)'/g,
  /\binvalid\(\s*[^,]+,\s*'([a-z_]+)'/g,
  /\{\s*code: '([a-z_]+)',\s*detail: '/g,
  /\?\.code \?\? '([a-z_]+)'/g,
  /\b[45]\d\d: '([a-z]+_[a-z_]+)'/g,
  /\bproblem\([45]\d\d, '([a-z_]+)'/g,
];

const text = sources.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
const rows = [...readFileSync(join(root, 'docs', 'problems.md'), 'utf8').matchAll(/^\| `([a-z_]+)` \| ([^|]+) \|/gm)];

/** By code, where a refusal says it: every status that it is answered with, in order. */
function statusesOf(): Map<string, number[]> {
  const refusals = [...text.matchAll(/new Refusal\(\s*'([a-z-]+)',\s*'([a-z_]+)'/g)].map(
    ([, kind, code]) => [code!, refusalStatuses[kind as RefusalKind]] as const,
  );
  const invalids = [...text.matchAll(/\binvalid\(\s*[^,]+,\s*'([a-z_]+)'/g)].map(([, code]) => [code!, 422] as const);
  const all = Map.groupBy([...refusals, ...invalids], ([code]) => code);
  return new Map([...all].map(([code, given]) => [code, [...new Set(given.map(([, status]) => status))].sort()]));
}

it('is complete', () => {
  const answered = ways
    .flatMap((way) => [...text.matchAll(way)].map(([, code]) => code!))
    .filter((code) => !code.endsWith('_not_found') || code === 'parked_not_found');
  expect(rows.map(([, code]) => code!).sort()).toEqual([...new Set(answered)].sort());
});

it('tells the status of each', () => {
  const told = statusesOf();
  expect(told.size).toBeGreaterThan(50);
  for (const [, code, status] of rows) expect([code, status]).toEqual([code, told.get(code!)?.join(' or ') ?? status]);
});

it('has a Chinese sentence for each, in its order', () => {
  expect(Object.keys(problemTexts)).toEqual(rows.map(([, code]) => code));
  expect(Object.values(problemTexts).filter((sentence) => !/\p{Script=Han}/u.test(sentence))).toEqual([]);
});
