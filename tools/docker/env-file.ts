/** The text of .env: the lines of .env.example, filled in, with what an earlier .env holds. */
import { parseEnv } from 'node:util';

const assignment = /^(?:# )?([A-Z][A-Z0-9_]*)=/;

/** Lines of `kept` stay as they are, also those that the template does not know, unless `values` says otherwise. */
export function fillIn(template: string, values: Record<string, string>, kept = ''): string {
  const known = parseEnv(kept);
  const keptLines = new Map<string, string>();
  for (const line of kept.split('\n')) {
    const name = assignment.exec(line)?.[1];
    if (name && !line.startsWith('#')) keptLines.set(name, line);
  }
  const lines = template
    .trimEnd()
    .split('\n')
    .map((line) => {
      const name = assignment.exec(line)?.[1];
      if (!name) return line;
      const keptLine = keptLines.get(name);
      keptLines.delete(name);
      const value = values[name];
      if (keptLine && (value === undefined || value === known[name])) return keptLine;
      return value === undefined ? line : `${name}=${value}`;
    });
  const others = keptLines.size > 0 ? ['', ...keptLines.values()] : [];
  return `${[...lines, ...others].join('\n')}\n`;
}
