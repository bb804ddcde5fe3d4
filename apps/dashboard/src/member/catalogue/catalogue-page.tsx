/** The catalogue: every event type that this member may see, with its meaning, an example and the schema of what is disclosed. */
import { useSignal } from '@preact/signals';
import { address, go } from '../../address/address.store.ts';
import { searchWith } from '../../address/search.ts';
import { saveAs } from '../../api/park-api.client.ts';
import { Icon } from '../../charts/icons.tsx';
import { EmptyNotice } from '../../shell/notices.tsx';
import { Panel } from '../../shell/panel.tsx';
import { useTitle } from '../../shell/title.store.ts';
import { language, t } from '../../texts/language.store.ts';
import type { Catalogue, CatalogueItem } from '../api.ts';
import { Code } from '../shell/code.tsx';
import { Problem, useCommand } from '../shell/form.tsx';
import { byService, found, shortName } from '../subscriptions/filter-text.ts';
import { serviceName, topicNames } from '../subscriptions/names.ts';
import { useCatalogue } from './catalogue.store.ts';
import { schemaRows } from './schema-rows.ts';

const ask = (changes: Record<string, string | null>): void =>
  go(address.value.path + searchWith(address.value.search, changes), { replace: true });

export function CataloguePage() {
  useTitle(t('feedCatalogue'));
  const source = useCatalogue();
  const saving = useCommand();
  const asked = new URLSearchParams(address.value.search);
  const words = asked.get('q') ?? '';
  const service = asked.get('service') ?? '';
  return (
    <main class="page catalogue-page" id="main">
      <header class="page-head">
        <div>
          <h1 class="page-title" tabIndex={-1}>
            {t('feedCatalogue')}
          </h1>
          <p class="soft">{t('feedCatalogueLead')}</p>
        </div>
        <button
          type="button"
          class="button"
          disabled={saving.isBusy.value}
          onClick={() => void saving.run(() => saveAs('/catalogue/asyncapi.json', 'application/json', 'asyncapi.json'))}
        >
          <Icon name="save" />
          {t('feedAsyncApi')}
        </button>
      </header>
      {saving.error.value !== null && <Problem error={saving.error.value} />}
      <Panel
        title={t('feedEventTypes')}
        source={source}
        lines={14}
        lead={<Services source={source.state.value.data} chosen={service} />}
        actions={
          <label class="search">
            <Icon name="search" />
            <input
              type="search"
              aria-label={t('feedSearchTypes')}
              placeholder={t('feedSearchTypes')}
              value={words}
              onInput={({ currentTarget: { value } }) => ask({ q: value || null })}
            />
          </label>
        }
      >
        {({ items }) => {
          const shown = found(items, words).filter((item) => service === '' || item.service === service);
          if (shown.length === 0) return <EmptyNotice text={t('feedNoTypesFound')} />;
          return (
            <>
              {byService(shown).map(([name, own]) => (
                <section key={name} class="catalogue-service" aria-label={nameOf(name)}>
                  <h3 class="group-name">
                    {nameOf(name)} <span class="soft">{own.length}</span>
                  </h3>
                  <ul class="catalogue-list">
                    {own.map((item) => (
                      <Item key={item.type} item={item} isOpen={asked.get('type') === item.type} />
                    ))}
                  </ul>
                </section>
              ))}
            </>
          );
        }}
      </Panel>
    </main>
  );
}

function nameOf(service: string): string {
  const name = serviceName(service);
  return name ? t(name) : service;
}

function Services({ source, chosen }: { source: Catalogue | null; chosen: string }) {
  const all = source ? byService(source.items) : [];
  return (
    <span class="segments" role="group" aria-label={t('feedByService')}>
      <button type="button" aria-pressed={chosen === ''} onClick={() => ask({ service: null })}>
        {t('all')} {source?.items.length ?? ''}
      </button>
      {all.map(([service, items]) => (
        <button key={service} type="button" aria-pressed={chosen === service} onClick={() => ask({ service })}>
          {nameOf(service)} {items.length}
        </button>
      ))}
    </span>
  );
}

function Item({ item, isOpen }: { item: CatalogueItem; isOpen: boolean }) {
  const { type, summary, topics, has_modes } = item;
  const [first, second] = language.value === 'zh' ? [summary.zh, summary.en] : [summary.en, summary.zh];
  const wasOpened = useSignal(isOpen);
  return (
    <li class="catalogue-item" data-type={type}>
      <details open={isOpen} onToggle={({ currentTarget: { open } }) => (wasOpened.value ||= open)}>
        <summary>
          <span class="catalogue-meaning">
            <strong>{first}</strong>
            <span class="soft" lang={language.value === 'zh' ? 'en' : 'zh-CN'}>
              {second}
            </span>
          </span>
          <span class="catalogue-tags">
            {topics.map((topic) => (
              <span key={topic} class="tag tag-live">
                {t(topicNames[topic])}
              </span>
            ))}
            {has_modes && <span class="tag tag-warn">{t('feedHasModes')}</span>}
            <code class="soft">{shortName(type)}</code>
          </span>
        </summary>
        {wasOpened.value && <Opened item={item} />}
      </details>
    </li>
  );
}

function Opened({ item: { type, schema, example } }: { item: CatalogueItem }) {
  return (
    <div class="catalogue-opened">
      <div class="catalogue-schema">
        <p>
          <code>{type}</code>
        </p>
        <div class="scroll" tabIndex={0} role="group" aria-label={t('feedSchema')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('feedMember')}</th>
                <th scope="col">{t('feedType')}</th>
                <th scope="col">{t('feedMeaning')}</th>
              </tr>
            </thead>
            <tbody>
              {schemaRows(schema).map(({ path, type: own, isRequired, description }) => (
                <tr key={path}>
                  <th scope="row">
                    <code>{path}</code>
                    {!isRequired && <small class="soft"> {t('feedOptional')}</small>}
                  </th>
                  <td>
                    <code>{own}</code>
                  </td>
                  <td class="soft">{description}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <a class="link" href={`/filters/new?type=${type}`}>
          {t('feedSubscribeToIt')}
        </a>
      </div>
      <Code text={JSON.stringify(example, null, 2)} of={t('feedExample')} />
    </div>
  );
}
