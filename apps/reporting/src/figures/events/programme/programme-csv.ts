/** The programme as tables: a line per season, gathering, or ten minutes in which somebody came. */
import type { Bilingual, GatheringAnswer, SeasonProgramme, SeasonSummary } from '@park/contracts';

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

/** `09:10`, of the park's day. */
function clockOf(tenMinutes: number): string {
  const [hours, tens] = [Math.floor(tenMinutes / 6), tenMinutes % 6];
  return `${String(hours).padStart(2, '0')}:${tens}0`;
}
