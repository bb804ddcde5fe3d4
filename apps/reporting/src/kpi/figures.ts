/** Everything that reporting counts, collected from the services. */
import type { KpiDefinition, ReconciliationCheck } from '@park/contracts';
import { Refusal } from '@park/kernel';
import type { Measure } from '../ledger/measure.ts';
import type { SubjectKind } from '../ledger/subject-kind.ts';
import { additivityOf, dimensionsOf, overOf, readingsOf, type Kpi } from './kpi.ts';

/** All that reporting knows of one service. */
export interface ServiceFigures {
  service: string;
  kinds: readonly SubjectKind[];
  kpis: readonly Kpi[];
  /** Codes of the figures that the service counts itself, for the reconciliation. */
  recounted: readonly string[];
  /** Comparisons that the service makes within its own records. */
  checks?: readonly Pick<ReconciliationCheck, 'code' | 'name' | 'unit'>[];
}

export interface Figures {
  services: readonly ServiceFigures[];
  kinds: readonly SubjectKind[];
  kpis: readonly Kpi[];
  /** Throws `not-found kpi_not_found`. */
  kpiOf(code: string): Kpi;
  kindOf(measure: Measure): SubjectKind;
  /** The kinds whose facts a figure is read from. */
  kindsOf(kpi: Kpi): SubjectKind[];
  codes: ReadonlySet<string>;
  /** Codes of the figures that are read from the facts of a kind. */
  codesReadFrom(kind: string): string[];
  definitionOf(kpi: Kpi): KpiDefinition;
  /** Codes that a figure can be filtered by, with the names of the dimensions that have them. */
  filters: ReadonlyMap<string, string>;
}

/** Members of a question: a filter of the same name could not be told from them. */
const reserved = ['as_of', 'from', 'to', 'grain', 'group_by', 'known_at', 'side', 'cursor', 'limit', 'code', 'queries'];

/** Throws where two services use the same name for what must be unique in the park. */
export function figuresOf(services: readonly ServiceFigures[]): Figures {
  const kinds = services.flatMap((one) => one.kinds);
  const kpis = services.flatMap((one) => one.kpis);
  const measures = kinds.flatMap((kind) => kind.measures.map((measure) => [measure.code, kind] as const));
  const dimensions = kinds.flatMap((kind) => kind.measures.flatMap((measure) => measure.dimensions));
  const kindByMeasure = byName('measure', measures);
  const kpiByCode = byName(
    'figure',
    kpis.map((kpi) => [kpi.code, kpi]),
  );
  byName(
    'kind',
    kinds.map((kind) => [kind.name, kind]),
  );
  for (const { service, kinds: own } of services) {
    const foreign = own.find(({ name }) => !name.startsWith(`${service}.`));
    if (foreign) throw new Error(`The kind ${foreign.name} does not begin with ${service}.`);
  }
  for (const { code } of dimensions) {
    if (reserved.includes(code)) throw new Error(`The dimension ${code} has the name of a member of the question.`);
  }

  function kindOf({ code }: Measure): SubjectKind {
    const kind = kindByMeasure.get(code);
    if (!kind) throw new Error(`No kind has the measure ${code}.`);
    return kind;
  }
  function kindsOf(kpi: Kpi): SubjectKind[] {
    const readings = [...readingsOf(kpi), ...(kpi.verified ? [kpi.verified.value, kpi.verified.per] : [])];
    return [...new Set(readings.flatMap(({ measure, apart }) => [measure, ...(apart ? [apart] : [])]).map(kindOf))];
  }
  return {
    services,
    kinds,
    kpis,
    kindOf,
    kindsOf,
    codes: new Set(kpis.map(({ code }) => code)),
    codesReadFrom: (kind) => kpis.filter((kpi) => kindsOf(kpi).some(({ name }) => name === kind)).map(({ code }) => code),
    kpiOf(code) {
      const kpi = kpiByCode.get(code);
      if (!kpi) throw new Refusal('not-found', 'kpi_not_found', `There is no figure "${code}".`);
      return kpi;
    },
    definitionOf: (kpi) => definitionOf(kpi, [...new Set(readingsOf(kpi).map(({ measure }) => kindOf(measure)))]),
    filters: new Map(
      [...Map.groupBy(new Set(kpis.flatMap(dimensionsOf)), ({ code }) => code)].map(([code, same]) => [
        code,
        [...new Set(same.map(({ name }) => name.en.toLowerCase()))].join(' or '),
      ]),
    ),
  };
}

function byName<T>(what: string, named: readonly (readonly [name: string, one: T])[]): Map<string, T> {
  const map = new Map<string, T>();
  for (const [name, one] of named) {
    if (map.has(name)) throw new Error(`There are two of the ${what} ${name}.`);
    map.set(name, one);
  }
  return map;
}

function definitionOf(kpi: Kpi, kinds: readonly SubjectKind[]): KpiDefinition {
  const { code, name, definition, formula, unit, times = 1, version } = kpi;
  return {
    code,
    name,
    definition,
    formula,
    unit,
    times,
    version,
    additivity: additivityOf(kpi),
    over: overOf(kpi),
    dimensions: dimensionsOf(kpi).map(({ code: dimension, name: title, values }) => ({
      code: dimension,
      name: title,
      ...(values && { values }),
    })),
    sourceEvents: [...new Set(kinds.flatMap(({ mappings }) => mappings.map(({ type }) => type)))].sort(),
  };
}
