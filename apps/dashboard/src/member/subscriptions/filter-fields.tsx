/** The filter of a subscription: topics, modes, event types by service, and records by their ids. All of its lists hold together. */
import { useSignal } from '@preact/signals';
import { modeNames } from '../../alliance/states.ts';
import type { Source } from '../../api/resource.store.ts';
import { Icon } from '../../charts/icons.tsx';
import { ErrorNotice, Loading } from '../../shell/notices.tsx';
import { said, t } from '../../texts/language.store.ts';
import type { Catalogue, CatalogueItem, Filter, Mode, Topic } from '../api.ts';
import { faultAt } from '../shell/faults.ts';
import { FormField } from '../shell/form.tsx';
import { problemOf, wordFor } from '../shell/problem-words.ts';
import { byService, found, idsIn, shortName, toggled } from './filter-text.ts';
import { serviceName, topicNames } from './names.ts';

interface Props {
  filter: Filter;
  change: (filter: Filter) => void;
  catalogue: Source<Catalogue>;
  error: unknown;
}

export function FilterFields({ filter, change, catalogue, error }: Props) {
  return (
    <>
      <Chips
        label={t('feedTopics')}
        hint={t('feedTopicsHint')}
        options={(Object.keys(topicNames) as Topic[]).map((topic) => [topic, t(topicNames[topic])])}
        chosen={filter.topics}
        toggle={(topic) => change({ ...filter, topics: toggled(filter.topics, topic) })}
      />
      <Chips
        label={t('feedModes')}
        hint={t('feedModesHint')}
        options={(Object.keys(modeNames) as Mode[]).map((mode) => [mode, t(modeNames[mode])])}
        chosen={filter.modes}
        toggle={(mode) => change({ ...filter, modes: toggled(filter.modes, mode) })}
      />
      <Types filter={filter} change={change} catalogue={catalogue} error={error} />
      <FormField label={t('feedResources')} pointer="/resources" error={error} hint={t('feedResourcesHint')}>
        {(accessible) => (
          <textarea
            {...accessible}
            rows={2}
            spellcheck={false}
            defaultValue={filter.resources.join('\n')}
            onChange={({ currentTarget: { value } }) => change({ ...filter, resources: idsIn(value) })}
          />
        )}
      </FormField>
    </>
  );
}

interface ChipsProps<Value extends string> {
  label: string;
  hint: string;
  options: readonly (readonly [value: Value, text: string])[];
  chosen: readonly Value[];
  toggle: (value: Value) => void;
}

function Chips<Value extends string>({ label, hint, options, chosen, toggle }: ChipsProps<Value>) {
  return (
    <fieldset class="chips">
      <legend>
        {label} <small class="soft">{hint}</small>
      </legend>
      {options.map(([value, text]) => (
        <label key={value} class="chip">
          <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Types({ filter, change, catalogue, error }: Props) {
  const words = useSignal('');
  const { data, error: problem } = catalogue.state.value;
  const fault = faultAt(problemOf(error), '/types');
  const word = fault === null ? null : wordFor(error);
  const shown = data ? byService(found(data.items, words.value)) : [];
  const isSearching = words.value.trim() !== '';
  return (
    <fieldset class="types">
      <legend>
        {t('feedTypes')}{' '}
        <small class="soft">{filter.types.length === 0 ? t('feedAllTypes') : t('feedTypesChosen', { n: filter.types.length })}</small>
        {filter.types.length > 0 && (
          <button type="button" class="link types-none" onClick={() => change({ ...filter, types: [] })}>
            {t('feedClear')}
          </button>
        )}
      </legend>
      <label class="search">
        <Icon name="search" />
        <input
          type="search"
          aria-label={t('feedSearchTypes')}
          placeholder={t('feedSearchTypes')}
          value={words.value}
          onInput={({ currentTarget: { value } }) => (words.value = value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.preventDefault();
          }}
        />
      </label>
      {fault !== null && <p class="field-fault">{word ? t(word) : fault}</p>}
      {data === null && (problem !== null ? <ErrorNotice error={problem} retry={catalogue.reload} /> : <Loading lines={4} />)}
      {data !== null && shown.length === 0 && <p class="soft">{t('feedNoTypesFound')}</p>}
      {shown.map(([service, items]) => (
        <Service key={service} service={service} items={items} filter={filter} change={change} isOpen={isSearching} />
      ))}
    </fieldset>
  );
}

interface ServiceProps extends Pick<Props, 'filter' | 'change'> {
  service: string;
  items: readonly CatalogueItem[];
  isOpen: boolean;
}

function Service({ service, items, filter, change, isOpen }: ServiceProps) {
  const name = serviceName(service);
  const own = items.map(({ type }) => type);
  const chosen = own.filter((type) => filter.types.includes(type)).length;
  const toggleAll = (): void =>
    change({
      ...filter,
      types: chosen === own.length ? filter.types.filter((type) => !own.includes(type)) : [...new Set([...filter.types, ...own])],
    });
  return (
    <details class="types-service" open={isOpen}>
      <summary>
        {name ? t(name) : service} <span class="soft">{chosen > 0 ? `${chosen} / ${own.length}` : own.length}</span>
      </summary>
      <label class="type-option type-all">
        <input type="checkbox" checked={chosen === own.length} onChange={toggleAll} />
        <span>{t('feedAllOfService')}</span>
      </label>
      {items.map(({ type, summary }) => (
        <label key={type} class="type-option">
          <input
            type="checkbox"
            checked={filter.types.includes(type)}
            onChange={() => change({ ...filter, types: toggled(filter.types, type) })}
          />
          <span>
            {said(summary)} <code class="soft">{shortName(type)}</code>
          </span>
        </label>
      ))}
    </details>
  );
}
