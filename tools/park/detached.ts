/** `npm start -- --detach`: the park's starter in the background, its progress shown here until the park is up. */
import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { inPark } from './places.ts';

/** The messages of the starter in the background to the one in the foreground; none of them is written down. */
type Message = { line: string } | { up: string; exitCode: number } | { failed: string };

/** Answers the exit code. */
export async function startDetached(args: string[], program = join(import.meta.dirname, 'start.ts')): Promise<number> {
  const log = openSync(inPark('log', 'park.log'), 'a', 0o600);
  const starter = spawn(process.execPath, [...process.execArgv, program, ...args.filter((arg) => arg !== '--detach')], {
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => starter.kill(signal));
  return new Promise((resolve) => {
    starter.once('exit', (code) => resolve(code ?? 1));
    starter.on('message', (message: Message) => {
      if ('line' in message) console.log(message.line);
      if ('failed' in message) console.error(message.failed);
      if (!('up' in message)) return;
      console.log(message.up);
      starter.disconnect();
      starter.unref();
      resolve(message.exitCode);
    });
  });
}

/** Does nothing in the foreground, or when nobody listens any more. */
export function tellForeground(message: Message): void {
  if (process.connected) process.send?.(message);
}
