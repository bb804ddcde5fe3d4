// Runs the tools with the repository's own Node. Plain JavaScript for any Node >= 18: it works before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isWindows = process.platform === 'win32';
const node = join(root, 'node_modules', '.bin', isWindows ? 'node.cmd' : 'node');

// kafkajs computes a negative time-out now and then (harmless), and Node says so at length.
const flags = ['--disable-warning=TimeoutNegativeWarning'];

/** Waiting begins here for whoever typed the command, also where it installs first. */
const startedAt = Date.now();

/** Never returns: ends with the program's exit code. */
export function runPinned(script, args, heapFlags = []) {
  installIfNeeded();
  const child = spawn(node, [...flags, ...heapFlags, join(root, 'tools', script), ...args], {
    stdio: 'inherit',
    shell: isWindows,
    env: { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled'), ...process.env, PARK_ASKED_AT: String(startedAt) },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : code));
  endWithNpm(child);
}

function installIfNeeded() {
  const lock = join(root, 'package-lock.json');
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (existsSync(node) && existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  console.log('Installing the dependencies: more than a thousand packages (npm ci, which is silent meanwhile).');
  console.log('That takes one to three minutes; later starts do without it.');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: isWindows,
  });
  if (status !== 0) {
    console.error('The dependencies could not be installed: npm says why above; then try again.');
    process.exit(1);
  }
  console.log(`Installed after ${Math.round((Date.now() - startedAt) / 1000)} s`);
}

/** When npm is killed outright nobody passes a signal on; its children notice by getting another parent. */
function endWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return;
  const isShellBetween = /^\d+ \((sh|dash|bash)\)/.test(statOf(process.ppid));
  const parent = () => (isShellBetween ? parentOf(process.ppid) : process.ppid);
  const npm = parent();
  setInterval(() => {
    if (parent() !== npm) child.kill('SIGTERM');
  }, 200).unref();
}

function parentOf(pid) {
  return Number(statOf(pid).split(') ')[1]?.split(' ')[1]);
}

/** Linux only; elsewhere the shell steps aside for the program. */
function statOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return '';
  }
}
