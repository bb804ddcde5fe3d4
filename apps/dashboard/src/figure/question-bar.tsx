/** The pickers above a figure: of which day or period, of whom, and as it was known when. They write the page's address. */
import type { BuildingOccupancy, KpiDefinition, KpiDimension } from '@park/contracts';
import { get } from '../api/park-api.client.ts';
import { useResource } from '../api/resource.store.ts';
import { said, t } from '../texts/language.store.ts';
import { fromLocal, toLocal } from './park-time.ts';
import type { FigureQuery } from './figure-query.ts';

interface Props {
  definition: KpiDefinition;
  query: FigureQuery;
  ask: (change: Partial<FigureQuery>) => void;
  today: string;
}

export function QuestionBar({ definition, query, ask, today }: Props) {
  const isAsked =
    Object.keys(query).some((name) => !['filters', 'side', 'grain', 'group_by'].includes(name)) || Object.keys(query.filters).length > 0;
  const day = (name: 'as_of' | 'from' | 'to', label: string, placeholder = '') => (
    <label class="field">
      <span>{label}</span>
      <input
        type="date"
        value={query[name] ?? placeholder}
        onChange={({ currentTarget: { value } }) => ask({ [name]: value || undefined })}
      />
    </label>
  );
  return (
    <details class="question" open={isAsked || matchMedia('(min-width: 46rem)').matches}>
      <summary>{t('conditions')}</summary>
      <form class="question-fields" onSubmit={(event) => event.preventDefault()}>
        {day('as_of', t('asOf'), today)}
        {day('from', t('from'))}
        {day('to', t('toExclusive'))}
        {definition.dimensions.map((dimension) => (
          <DimensionFilter key={dimension.code} dimension={dimension} query={query} ask={ask} />
        ))}
        <label class="field" title={t('knownAtTitle')}>
          <span>{t('knownAt')}</span>
          <input
            type="datetime-local"
            value={query.known_at ? toLocal(query.known_at) : ''}
            onChange={({ currentTarget: { value } }) => ask({ known_at: value ? fromLocal(value) : undefined })}
          />
        </label>
        {isAsked && (
          <button
            type="button"
            class="button"
            onClick={() => ask({ as_of: undefined, from: undefined, to: undefined, known_at: undefined, filters: {} })}
          >
            {t('clearConditions')}
          </button>
        )}
      </form>
    </details>
  );
}

function DimensionFilter({
  dimension: { code, name, values },
  query,
  ask,
}: {
  dimension: KpiDimension;
  query: FigureQuery;
  ask: Props['ask'];
}) {
  const chosen = query.filters[code] ?? '';
  const set = (value: string): void => {
    const { [code]: _, ...others } = query.filters;
    ask({ filters: value ? { ...others, [code]: value } : others });
  };
  if (code === 'building') return <BuildingFilter label={said(name)} chosen={chosen} set={set} />;
  if (!values) {
    return (
      <label class="field">
        <span>{said(name)}</span>
        <input type="text" value={chosen} size={9} placeholder={t('all')} onChange={({ currentTarget: { value } }) => set(value.trim())} />
      </label>
    );
  }
  return (
    <Choice label={said(name)} chosen={chosen} set={set} options={Object.entries(values).map(([value, words]) => [value, said(words)])} />
  );
}

function BuildingFilter({ label, chosen, set }: { label: string; chosen: string; set: (value: string) => void }) {
  const { data } = useResource('buildings', (signal) => get<{ items: BuildingOccupancy[] }>('/buildings', signal)).state.value;
  const known = (data?.items ?? []).map(({ id, code, name }): [string, string] => [id, name && name !== code ? `${code} ${name}` : code]);
  const options: [string, string][] = chosen && !known.some(([id]) => id === chosen) ? [[chosen, chosen], ...known] : known;
  return <Choice label={label} chosen={chosen} set={set} options={options} />;
}

function Choice({
  label,
  chosen,
  set,
  options,
}: {
  label: string;
  chosen: string;
  set: (value: string) => void;
  options: readonly (readonly [string, string])[];
}) {
  return (
    <label class={chosen ? 'field field-set' : 'field'}>
      <span>{label}</span>
      <select value={chosen} onChange={({ currentTarget: { value } }) => set(value)}>
        <option value="">{t('all')}</option>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
