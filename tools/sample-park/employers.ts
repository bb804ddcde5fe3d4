/** The employers: those that the article names, and others of the park that hire. */
import { addDays, type LocalDate } from '../../libs/kernel/src/date.ts';
import { chanceOf } from './chance.ts';
import type { MarketEntity } from './market-entities.ts';
import { later, type Story } from './story.ts';

export interface EmployerRow {
  uscc: string;
  name: string;
  kind: 'enterprise';
  industry_code: string;
  licence_sha256: string;
  authorisation_sha256: string;
  verified_on: LocalDate;
}

export interface Employer {
  row: EmployerRow;
  /** Compared with others; 1 is about average. */
  size: number;
  /** Comes to the fair: is there by the deadline, is not, or gets the booth of one that was not. */
  atFair: 'there' | 'no_show' | 'waited' | null;
}

/** As the article tells it, they are at the fair in the first place. */
const named = ['青岛海尔中央空调有限公司', '青岛青云鸿智产业投资发展有限公司', '山东省服务外包实训基地有限公司'];
const thereByTheDeadline = 32;
const released = 2;
const others = 22;

export function employers(story: Story, entities: readonly MarketEntity[]): Employer[] {
  const chance = chanceOf('employers');
  const first = entities.filter(({ name }) => named.includes(name));
  const rest = chance
    .shuffled(entities.filter((entity) => hires(entity) && !named.includes(entity.name)))
    .sort((a, b) => Number(joinedLate(a, story)) - Number(joinedLate(b, story)));
  const count = thereByTheDeadline + released + 1 + others;
  return [...first, ...rest].slice(0, count).map((entity, i) => ({
    row: {
      uscc: entity.uscc,
      name: entity.name,
      kind: 'enterprise',
      industry_code: entity.industry,
      licence_sha256: digestOf('11', entity.uscc),
      authorisation_sha256: digestOf('22', entity.uscc),
      verified_on: addDays(later(entity.movedInOn!, story.start), chance.whole(3, 20)),
    },
    size: entity.size,
    atFair: partAtFair(i),
  }));
}

function hires({ kind, segment, movedInOn, departedOn }: MarketEntity): boolean {
  return kind === 'enterprise' && segment !== 'retail' && movedInOn !== null && departedOn === null;
}

/** Too late for a history of hires. */
function joinedLate({ movedInOn }: MarketEntity, { months }: Story): boolean {
  return movedInOn! > months[4]!;
}

function partAtFair(place: number): Employer['atFair'] {
  if (place < thereByTheDeadline) return 'there';
  if (place < thereByTheDeadline + released) return 'no_show';
  return place === thereByTheDeadline + released ? 'waited' : null;
}

/** Stands for the hash of a paper; 64 hexadecimal digits. */
function digestOf(prefix: string, uscc: string): string {
  return [...uscc]
    .map((letter) => letter.charCodeAt(0).toString(16))
    .join('')
    .padStart(64 - prefix.length, '0')
    .padStart(64, prefix);
}
