/** A program that takes commands as lines on its standard input, and says as lines what it did. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Commanded {
  pid: number;
  send(command: string): void;
  /** Resolves with the next line that begins so. */
  answer(beginning: string): Promise<string>;
  end(): Promise<void>;
}

export function startCommanded(command: string, args: readonly string[], cwd?: string): Commanded {
  const program = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'], ...(cwd && { cwd }) });
  const waiting: { beginning: string; take(line: string): void; fail(error: Error): void }[] = [];
  createInterface({ input: program.stdout }).on('line', (line) => {
    const at = waiting.findIndex(({ beginning }) => line.startsWith(beginning));
    if (at >= 0) waiting.splice(at, 1)[0]!.take(line);
    else if (process.env['BENCH_VERBOSE']) console.log(line);
  });
  const ended = new Promise<void>((resolve) =>
    program.once('exit', () => {
      for (const { fail } of waiting.splice(0)) fail(new Error(`${command} has ended`));
      resolve();
    }),
  );
  return {
    pid: program.pid!,
    send: (line) => void program.stdin.write(`${line}\n`),
    answer: (beginning) => new Promise((take, fail) => waiting.push({ beginning, take, fail })),
    end: async () => {
      program.stdin.end();
      await ended;
    },
  };
}
