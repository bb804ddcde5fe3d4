/** The programme as tables: a line per season, gathering, ten minutes in which somebody came, pitch, meeting or deal. */
import type {
  Bilingual,
  GatheringAnswer,
  GatheringMeetings,
  GatheringPitches,
  SeasonDeals,
  SeasonProgramme,
  SeasonSummary,
} from '@park/contracts';

interface Table {
  columns: string[];
  rows: Record<string, unknown>[];
}

function named<Row extends { name: Bilingual }>({ name, ...row }: Row): Record<string, unknown> {
  return { ...row, name_zh: name.zh, name_en: name.en };
}

const totals = ['capacity', 'confirmed', 'attended'];

export function seasonsTable({ items }: { items: readonly SeasonSummary[] }): Table {
  return {
    columns: ['id', 'code', 'name_zh', 'name_en', 'state', 'starts_on', 'ends_on', 'gatherings', 'held', ...totals],
    rows: items.map(named),
  };
}

export function gatheringsTable({ items }: SeasonProgramme): Table {
  const head = ['id', 'code', 'name_zh', 'name_en', 'type', 'venue', 'on', 'starts_at', 'ends_at', 'state'];
  return { columns: [...head, ...totals, 'waiting', 'show_rate', 'fill_rate'], rows: items.map(named) };
}

export function arrivalsTable({ gathering: { code }, days }: GatheringAnswer): Table {
  return {
    columns: ['gathering', 'day', 'from', 'arrivals'],
    rows: days.flatMap(({ day, slots }) =>
      slots.map(({ ten_minutes, arrivals }) => ({ gathering: code, day, from: clockOf(ten_minutes), arrivals })),
    ),
  };
}

const project = ['project_id', 'project_name', 'sector'];
const parties = ['investor_id', 'investor_name', ...project];

export function pitchesTable({ items }: GatheringPitches): Table {
  return { columns: ['id', 'code', ...project, 'applied_as', 'state', 'order', 'score', 'rank'], rows: items.map((one) => ({ ...one })) };
}

export function meetingsTable({ items }: GatheringMeetings): Table {
  return { columns: ['id', 'code', ...parties, 'state', 'table', 'starts_at', 'ends_at'], rows: items.map((one) => ({ ...one })) };
}

export function dealsTable({ items }: SeasonDeals): Table {
  const columns = ['id', 'code', ...parties, 'gathering_id', 'state', 'stage_since', 'amount_kcny', 'round', 'funded_on'];
  return { columns, rows: items.map((one) => ({ ...one })) };
}

/** `09:10`, of the park's day. */
function clockOf(tenMinutes: number): string {
  const [hours, tens] = [Math.floor(tenMinutes / 6), tenMinutes % 6];
  return `${String(hours).padStart(2, '0')}:${tens}0`;
}
