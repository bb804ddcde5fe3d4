/** Starts the processes that specs kill. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface KillableProcess {
  kill(): Promise<void>;
  /** Resolves when it died by itself. */
  died: Promise<void>;
}

const running = new Set<ChildProcess>();

export function startProcess(program: string, args: string[]): KillableProcess {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const flags = [
    '--experimental-transform-types',
    '--conditions=@park/source',
    '--disable-warning=ExperimentalWarning',
    '--disable-warning=TimeoutNegativeWarning',
  ];
  const child = spawn(process.execPath, [...flags, file, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { PATH: process.env['PATH'] },
  });
  running.add(child);
  const died = once(child, 'exit').then(() => void running.delete(child));
  return {
    died,
    kill: async () => {
      child.kill('SIGKILL');
      await died;
    },
  };
}

export async function killAll(): Promise<void> {
  await Promise.all(
    [...running].map(async (child) => {
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    }),
  );
}
