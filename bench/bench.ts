/** `npm run bench -- <name> [arguments]`: runs one benchmark; without a name it lists them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../tools/park/build.ts';

const [name, ...args] = process.argv.slice(2);
const file = join(import.meta.dirname, 'benchmarks', `${name ?? ''}.ts`);
if (name === undefined || !existsSync(file)) {
  console.log('npm run bench -- <name> [arguments]\n');
  for (const one of readdirSync(join(import.meta.dirname, 'benchmarks')).sort())
    console.log(`  ${one.slice(0, -3).padEnd(18)} ${summaryOf(one)}`);
  process.exit(name === undefined ? 0 : 1);
}
process.argv = [process.argv[0]!, file, ...args];
// A benchmark imports files that import what is built.
await build(console.log, () => undefined);
await import(file);

/** The first sentence of the comment on top. */
function summaryOf(one: string): string {
  const text = readFileSync(join(import.meta.dirname, 'benchmarks', one), 'utf8');
  const comment = /\/\*\*([\s\S]*?)\*\//.exec(text)?.[1] ?? '';
  return /^(.*?\.)(\s|$)/.exec(comment.replace(/\s*\*?\s*\n\s*\*\s*/g, ' ').trim())?.[1] ?? '';
}
