/** Figures as a table: a line per point of a series, per group, or one for the figure itself. */
import type { KpiAnswer, KpiFact, KpiFigure } from '@park/contracts';

export interface Table {
  columns: string[];
  rows: Record<string, unknown>[];
}

const figure = ['value', 'numerator', 'denominator', 'null_reason'] as const;

function cells(one: KpiFigure): Record<string, unknown> {
  return Object.fromEntries(figure.map((name) => [name, one[name]]));
}

export function tableOf(answer: KpiAnswer): Table {
  const { code, unit, as_of, known_at, watermark, definition_version } = answer;
  const head = { code, unit, as_of, known_at, watermark, definition_version };
  const names = Object.keys(head);
  if (answer.series) {
    return { columns: [...names, 'from', 'to', ...figure], rows: answer.series.map((point) => ({ ...head, from: point.from, to: point.to, ...cells(point) })) };
  }
  if (answer.groups) {
    const rows = answer.groups.map((group) => ({ ...head, key: group.key, label_zh: group.label.zh, label_en: group.label.en, ...cells(group) }));
    return { columns: [...names, 'key', 'label_zh', 'label_en', ...figure], rows };
  }
  return { columns: [...names, 'from', 'to', ...figure], rows: [{ ...head, from: answer.from, to: answer.to, ...cells(answer) }] };
}

export function factsTable(facts: readonly KpiFact[]): Table {
  const columns = ['measure', 'dimensions', 'effective_on', 'recorded_at', 'delta', 'event_id', 'event_type', 'event_source', 'event_subject', 'event_time'];
  const rows = facts.map(({ event, ...fact }) => ({
    ...fact, event_id: event.id, event_type: event.type, event_source: event.source, event_subject: event.subject, event_time: event.time,
  }));
  return { columns, rows };
}
