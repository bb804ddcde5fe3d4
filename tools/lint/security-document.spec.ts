/** docs/security.md holds the park against ASVS 5.0.0: every requirement of levels 1 and 2 once, and files that are there. */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../park/places.ts';

const text = readFileSync(join(root, 'docs', 'security.md'), 'utf8');
const rows = [...text.matchAll(/^\| (\d+\.\d+\.\d+) \| ([12]) \| (yes|part|no) \| (.+) \|$/gm)].map(([, id, , met]) => ({
  id: id!,
  met: met!,
}));
const [, others = ''] = text.split('### Not applicable\n');
const left = [...others.matchAll(/^- ([\d., ]+):/gm)].flatMap(([, ids]) => ids!.split(', '));

/** Requirements of levels 1 and 2 by chapter, as OWASP/ASVS has them at 5.0.0. */
const chapters = {
  1: 27,
  2: 11,
  3: 19,
  4: 10,
  5: 9,
  6: 35,
  7: 18,
  8: 7,
  9: 7,
  10: 29,
  11: 14,
  12: 9,
  13: 13,
  14: 9,
  15: 13,
  16: 16,
  17: 7,
};

it('names each requirement once', () => {
  const ids = [...rows.map(({ id }) => id), ...left];
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  const found = Object.groupBy(ids, (id) => id.split('.')[0]!);
  expect(Object.fromEntries(Object.entries(found).map(([chapter, some]) => [chapter, some!.length]))).toEqual(chapters);
});

it('counts what is met, in part and not', () => {
  const of = (met: string): number => rows.filter((row) => row.met === met).length;
  expect(text).toContain(
    `Of ${rows.length + left.length} requirements ${rows.length} apply: ${of('yes')} are met, ${of('part')} in part, ${of('no')} are not.`,
  );
});

it('shows nothing by a file that is not there', () => {
  const named = [...text.matchAll(/`([\w*./-]+\.(?:ts|md|yaml|json))`/g)].map(([, file]) => file!);
  const there = globSync(['{apps,libs,tools}/**/*.{ts,json}', 'docs/*.md', 'k8s/**/*.yaml', '*.json'], {
    cwd: root,
    exclude: ['**/node_modules/**', '**/dist/**'],
  });
  const made = ['secrets.json', 'clients.json', 'keys.json', 'sessions.json'];
  const isThere = (file: string): boolean =>
    made.includes(basename(file)) || file.includes('*') || there.some((path) => path === file || path.endsWith(`/${file}`));
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter((file) => !isThere(file))).toEqual([]);
});
