/** `npm test`: all tests with Jest, closed by one line with their number. Arguments go on to Jest. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

interface Results {
  numPassedTests: number;
  numFailedTests: number;
  /** Files that could not even be loaded: each counts as a failure. */
  numRuntimeErrorTestSuites: number;
}

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'park-test-results-'));
const file = join(folder, 'results.json');
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');

const child = spawn(process.execPath, [...process.execArgv, jest, ...process.argv.slice(2), '--json', `--outputFile=${file}`], {
  cwd: root,
  stdio: ['inherit', 'ignore', 'inherit'], // Jest reports on stderr; on stdout it would only name the file
  env: {
    ...process.env,
    NODE_OPTIONS:
      `${process.env['NODE_OPTIONS'] ?? ''} --experimental-vm-modules --conditions=@park/source --disable-warning=ExperimentalWarning`.trim(),
  },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
const code = await new Promise<number | null>((done) => child.once('exit', done));

const { passed, failed } = count();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = code === 0 && passed > 0 && failed === 0 ? 0 : 1;

function count(): { passed: number; failed: number } {
  try {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(file, 'utf8')) as Results;
    return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
  } catch {
    return { passed: 0, failed: 0 }; // Jest ended before it could write
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
