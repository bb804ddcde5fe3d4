/**
 * `npm run bench -- relay-growth [rounds] [sizes]`: the relay with 100,000, 1,000,000 and 3,000,000 events behind it, in the months of a year: a full outbox, and
 * idle polls. All sizes within one run, so a busy machine hits the later ones too: compare the CPU.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { allParts } from '../parts.ts';
import { cpuMs } from '../processes.ts';
import { end, fill, history, ourOutbox, received, untilSize, type Relay } from '../relays.ts';
import { atMost, publish } from '../results.ts';
import { measured as mediansOf, median, type Round } from '../rounds.ts';

const rounds = Number(process.argv[2] ?? 7);
const sizes = (process.argv[3] ?? '100000,1000000,3000000').split(',').map(Number);
const events = 20_000;
const idleMs = 2_000;
const parts = await allParts();

async function round(relay: Relay, lastOf: Map<string, number>, idle: number[]): Promise<Round> {
  const size = await relay.topic.size();
  await fill(relay, events);
  const pids = [relay.process.pid, parts.pid];
  const before = cpuMs(pids);
  await relay.start();
  await untilSize(relay.topic, size + events);
  const cpu = cpuMs(pids) - before;
  const appended = (await received(relay.topic, events, lastOf)).map(({ appendedAt }) => appendedAt).sort((a, b) => a - b);
  const beforeIdle = cpuMs(pids);
  await pause(idleMs);
  idle.push((1000 * (cpuMs(pids) - beforeIdle)) / idleMs);
  await relay.stop();
  return { items: events, ms: appended.at(-1)! - appended[0]!, cpuMs: cpu };
}

try {
  const relay = await ourOutbox(parts);
  const lastOf = new Map<string, number>();
  const taken: { size: number; rounds: Round[]; idle: number[] }[] = [];
  let written = 0;
  await round(relay, lastOf, []); // its checkpoint comes after the transactions of the history
  for (const size of sizes) {
    await history(relay, size - written);
    written = size;
    const at = { size, rounds: [] as Round[], idle: [] as number[] };
    for (let n = 1; n <= rounds; n++) {
      at.rounds.push(await round(relay, lastOf, at.idle));
      console.log(`  ${size} round ${n}`, at.rounds.at(-1));
    }
    taken.push(at);
  }
  await end(relay);
  const measured = taken.map(({ size, rounds: of }) => mediansOf(`${size.toLocaleString('en')} events behind`, of, taken[0]!.rounds));
  const [first, last] = [measured[0]!, measured.at(-1)!];
  publish('relay-growth', {
    title: 'The relay with a history',
    measured,
    targets: [atMost('CPU an event, relay and PostgreSQL, of the largest to the smallest', 1.2, last.cpuUsPerItem! / first.cpuUsPerItem!)],
    notes: [
      'The CPU is the relay’s and PostgreSQL’s together.',
      ...taken.map(
        ({ size, idle }) =>
          `Idle with ${size.toLocaleString('en')} events behind: ${median(idle).toPrecision(3)} ms of CPU a second, relay and PostgreSQL.`,
      ),
    ],
  });
} finally {
  await parts.stop();
}
