/** Figures as tables: a line per point of a series, per group, or one for the figure itself. */
import type { KpiAnswer, KpiDefinition, KpiFact, KpiFigure } from '@park/contracts';

interface Table {
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
    return {
      columns: [...names, 'from', 'to', ...figure],
      rows: answer.series.map((point) => ({ ...head, from: point.from, to: point.to, ...cells(point) })),
    };
  }
  if (answer.groups) {
    const rows = answer.groups.map((group) => ({
      ...head,
      key: group.key,
      label_zh: group.label.zh,
      label_en: group.label.en,
      ...cells(group),
    }));
    return { columns: [...names, 'key', 'label_zh', 'label_en', ...figure], rows };
  }
  return { columns: [...names, 'from', 'to', ...figure], rows: [{ ...head, from: answer.from, to: answer.to, ...cells(answer) }] };
}

export function factsTable(facts: readonly KpiFact[]): Table {
  const columns = [
    'measure',
    'dimensions',
    'effective_on',
    'recorded_at',
    'delta',
    'event_id',
    'event_type',
    'event_source',
    'event_subject',
    'event_code',
    'event_time',
  ];
  const rows = facts.map(({ event, ...fact }) => ({
    ...fact,
    event_id: event.id,
    event_type: event.type,
    event_source: event.source,
    event_subject: event.subject,
    event_code: event.code,
    event_time: event.time,
  }));
  return { columns, rows };
}

export function definitionsTable(definitions: readonly KpiDefinition[]): Table {
  const columns = [
    'code',
    'name_zh',
    'name_en',
    'definition_zh',
    'definition_en',
    'formula',
    'unit',
    'additivity',
    'over',
    'version',
    'dimensions',
    'source_events',
  ];
  const rows = definitions.map(({ name, definition, dimensions, sourceEvents, ...rest }) => ({
    ...rest,
    name_zh: name.zh,
    name_en: name.en,
    definition_zh: definition.zh,
    definition_en: definition.en,
    dimensions: dimensions.map(({ code }) => code).join(' '),
    source_events: sourceEvents.join(' '),
  }));
  return { columns, rows };
}
