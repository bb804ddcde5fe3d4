/** Shows what was measured, and keeps it in `bench/results/<name>.json`, from which the tables of docs/performance.md are written. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { root } from '../tools/park/places.ts';
import type { Measured } from './rounds.ts';

export interface Target {
  what: string;
  /** As the page shows it, such as `>= 800/s`. */
  target: string;
  reached: string;
  isReached: boolean;
}

export interface Result {
  title: string;
  measured: readonly Measured[];
  targets: readonly Target[];
  /** Figures that are no rate: lags, totals that were checked. */
  notes?: readonly string[];
}

interface Kept extends Result {
  measuredOn: string;
  commit: string;
  machine: string;
}

const folder = join(root, 'bench', 'results');
const page = join(root, 'docs', 'performance.md');

/** `at least`, `at most`: a target and whether it was reached. */
export function atLeast(what: string, least: number, reached: number, unit = ''): Target {
  return { what, target: `>= ${shown(least)}${unit}`, reached: `${shown(reached)}${unit}`, isReached: reached >= least };
}

export function atMost(what: string, most: number, reached: number, unit = ''): Target {
  return { what, target: `<= ${shown(most)}${unit}`, reached: `${shown(reached)}${unit}`, isReached: reached <= most };
}

export function publish(name: string, result: Result): void {
  const kept: Kept = {
    ...result,
    measuredOn: new Date().toISOString().slice(0, 10),
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
    machine: `${cpus().length} cores, Node ${process.versions.node}`,
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(kept, null, 2)}\n`);
  console.log(`\n${tableOf(name, kept)}`);
  writeFileSync(page, withTables(readFileSync(page, 'utf8')));
}

/** The page with each `<!-- bench <name> -->` block written anew from its file. */
export function withTables(text: string): string {
  const known = new Set(readdirSync(folder).map((file) => file.slice(0, -5)));
  return text.replace(/<!-- bench ([\w-]+) -->[\s\S]*?<!-- end -->/g, (block, name: string) => {
    if (!known.has(name)) return block;
    const kept = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Kept;
    return `<!-- bench ${name} -->\n\n${tableOf(name, kept)}\n<!-- end -->`;
  });
}

function tableOf(name: string, { title, measured, targets, notes = [], measuredOn, commit, machine }: Kept): string {
  const rows = measured.map(({ name: who, perSecond, cpuUsPerItem, p50Ms, p99Ms, ratio }, i) => [
    who,
    `${shown(perSecond)}/s`,
    ...[cpuUsPerItem, p50Ms, p99Ms].map((value) => (value === null ? '' : shown(value))),
    i === 0 ? '' : shown(ratio),
  ]);
  const head = ['', 'rate', 'CPU of the server, µs each', 'p50 ms', 'p99 ms', 'ours is so many times as fast'];
  return [
    `**${title}** (\`npm run bench -- ${name}\`, ${measured[0]?.rounds ?? 0} rounds, ${measuredOn}, ${commit}, ${machine})`,
    '',
    ...(rows.length > 0 ? [...table(head, rows), ''] : []),
    ...table(
      ['target', 'asked', 'reached', ''],
      targets.map(({ what, target, reached, isReached }) => [what, target, reached, isReached ? 'yes' : '**no**']),
    ),
    '',
    ...notes.flatMap((note) => [`- ${note}`]),
    ...(notes.length > 0 ? [''] : []),
  ].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

/** Three figures are as many as such a measurement has. */
function shown(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}
