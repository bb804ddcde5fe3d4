/** The registrations for the gatherings, and who of them came: in waves, as people come to a fair. */
import { addDays, type LocalDate } from '../../libs/kernel/src/date.ts';
import { chanceOf, type Chance } from './chance.ts';
import { at, type Gathering } from './gatherings.ts';
import type { MarketEntity } from './market-entities.ts';
import { bornToBe, people, type Person } from './persons.ts';
import { earlier, type Story } from './story.ts';

export interface RegistrationRow extends Person {
  gathering_code: string;
  organisation_uscc?: string;
  registered_at: string;
  checked_in_at?: string;
  list_name?: string;
}

interface Visitor extends Person {
  organisation_uscc?: string;
}

/** The other kinds of people have the serials below. */
const firstSerial = 100_000;
const regulars = 420;
/** Of those at a gathering who come to others too. */
const shareOfRegulars = 0.55;
const ofAnEntity = 0.4;
const registersWithinDays = 18;

/** The share of arrivals by the part of the opening time in which they fall: most come soon after the doors open, some after lunch. */
const waves = [
  [0.02, 0.14, 34],
  [0.14, 0.34, 38],
  [0.34, 0.55, 10],
  [0.55, 0.75, 15],
  [0.75, 0.92, 3],
] as const;

export function registrations(story: Story, all: readonly Gathering[], entities: readonly MarketEntity[]): RegistrationRow[] {
  const chance = chanceOf('registrations');
  const someone = people(chance, firstSerial);
  const resident = entities.filter(
    ({ kind, movedInOn, departedOn }) => kind !== 'service_platform' && movedInOn !== null && departedOn === null,
  );
  const visitor = (): Visitor => ({
    ...someone(bornToBe(chance.whole(19, 38), story.openingDay)),
    ...(chance.happens(ofAnEntity) && { organisation_uscc: chance.pick(resident).uscc }),
  });
  const known = Array.from({ length: regulars }, visitor);
  return all.flatMap((gathering) => {
    const familiar = chance.shuffled(known).slice(0, Math.min(regulars, Math.round(gathering.registered * shareOfRegulars)));
    const visitors = [...familiar, ...Array.from({ length: gathering.registered - familiar.length }, visitor)];
    const comes = new Set(chance.shuffled(visitors).slice(0, gathering.came));
    const before = earlier(gathering.day, story.openingDay);
    return visitors
      .map((one) => rowOf(one, gathering, before, comes.has(one), chance))
      .sort((a, b) => (a.registered_at < b.registered_at ? -1 : 1));
  });
}

function rowOf(
  visitor: Visitor,
  { row, day, from, to, gates }: Gathering,
  before: LocalDate,
  comes: boolean,
  chance: Chance,
): RegistrationRow {
  const registered_at = at(registeredOn(before, chance), chance.whole(8 * 60, 22 * 60) + chance.next());
  const base = { gathering_code: row.code, ...visitor, registered_at };
  if (!comes) return base;
  const [start, end] = chance.weighted(waves.map(([a, b, weight]) => [[a, b] as const, weight] as const));
  const opens = from - 30;
  const minute = opens + (to - opens) * (start + (end - start) * chance.next());
  return { ...base, checked_in_at: at(day, minute), ...(gates.length > 1 && { list_name: chance.pick(gates) }) };
}

/** More in the last days before it; nobody registers after the opening day yet. */
function registeredOn(before: LocalDate, chance: Chance): LocalDate {
  return addDays(before, -1 - Math.floor(registersWithinDays * chance.next() ** 1.7));
}
