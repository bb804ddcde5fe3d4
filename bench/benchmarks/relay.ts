/**
 * `npm run bench -- relay [rounds] [events]`: carrying a full outbox to Kafka, beside Debezium. From the first message that the broker appends to the
 * last. All messages must be there once and in order per aggregate, or no number counts.
 */
import { cpuMs } from '../processes.ts';
import { aRelayPark, fill, received, untilSize, type Relay } from '../relays.ts';
import { atLeast, publish } from '../results.ts';
import { alternate, median, type Round } from '../rounds.ts';

const rounds = Number(process.argv[2] ?? 7);
const events = Number(process.argv[3] ?? 30_000);
const park = await aRelayPark();
const others = { PostgreSQL: park.parts.pid, Kafka: park.parts.kafkaPid };
const otherUs = new Map<string, number[]>();

async function round(relay: Relay, lastOf: Map<string, number>): Promise<Round> {
  const { topic, process: relaying } = relay;
  // Caught up with what the other contestant wrote meanwhile: Debezium's slot has to read over it.
  await relay.start();
  let size = await topic.size();
  await fill(relay, 5);
  await untilSize(topic, (size += 5));
  await relay.stop();
  await received(topic, 5, lastOf);
  await fill(relay, events);
  const cpuOf = (): number[] => [relaying.pid, ...Object.values(others)].map((pid) => cpuMs([pid]));
  const before = cpuOf();
  await relay.start();
  await untilSize(topic, size + events);
  const cpu = cpuOf().map((after, i) => after - before[i]!);
  await relay.stop();
  Object.keys(others).forEach((name, i) => noted(`${name} for ${relay.name}`, (1000 * cpu[i + 1]!) / events));
  const appended = (await received(topic, events, lastOf)).map(({ appendedAt }) => appendedAt).sort((a, b) => a - b);
  return { items: events, ms: appended.at(-1)! - appended[0]!, cpuMs: cpu[0]! };
}

function noted(name: string, us: number): void {
  otherUs.set(name, [...(otherUs.get(name) ?? []), us]);
}

const contestants = [park.ours, park.debezium].map((relay) => {
  const lastOf = new Map<string, number>();
  return { name: relay.name, round: () => round(relay, lastOf) };
});
const measured = await alternate(contestants, rounds).finally(() => park.stop());
publish('relay', {
  title: 'Carrying a full outbox to Kafka',
  measured,
  targets: [
    atLeast('our relay, a full outbox', 20_000, measured[0]!.perSecond, '/s'),
    atLeast('as many times Debezium', 1, measured[1]!.ratio),
  ],
  notes: [
    `Events of 300 bytes and 17 headers, in transactions of five, ${events} a round. The CPU column is the relay’s own process.`,
    ...[...otherUs].map(([name, values]) => `CPU of ${name}: ${median(values).toPrecision(3)} µs an event.`),
  ],
});
