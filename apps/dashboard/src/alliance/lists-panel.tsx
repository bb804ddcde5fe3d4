/** The three lists as tabs: what is open with its age, overdue items first; a need opens to the reasons of the matcher. */
import type { AllianceListName, AllianceListPage } from '@park/contracts';
import { address, go } from '../address/address.store.ts';
import { searchWith } from '../address/search.ts';
import { revision } from '../api/live-board.store.ts';
import { get } from '../api/park-api.client.ts';
import { useResource, type Source } from '../api/resource.store.ts';
import { grouped } from '../numbers/figure-text.ts';
import { FileButtons } from '../shell/file-buttons.tsx';
import { Panel } from '../shell/panel.tsx';
import { t } from '../texts/language.store.ts';
import { ListTable } from './list-table.tsx';
import { itemState, listNames, listStates, modeNames } from './states.ts';

const lists = Object.keys(listNames) as AllianceListName[];
const mostShown = 100;

/** Only the open list: the two others are asked for the number of their items alone. */
function usePage(list: AllianceListName, isShown: boolean, filters: URLSearchParams): Source<AllianceListPage> & { path: string } {
  const query = new URLSearchParams(isShown ? filters : {});
  query.set('list', list);
  const path = `/alliance/lists?${query}`;
  const asked = `${path}&limit=${isShown ? mostShown : 1}`;
  const source = useResource<AllianceListPage>(`${asked} ${revision.value}`, (signal) => get<AllianceListPage>(asked, signal), {
    subject: asked,
  });
  return { ...source, path };
}

export function ListsPanel() {
  const asked = new URLSearchParams(address.value.search);
  const shown = lists.find((list) => list === asked.get('list')) ?? 'needs';
  const states = listStates[shown] as readonly string[];
  const state = states.find((one) => one === asked.get('state')) ?? 'open';
  const mode = asked.get('mode') ?? '';
  const filters = new URLSearchParams({ ...(state !== 'open' && { state }), ...(mode in modeNames && { mode }) });
  const pages = {
    needs: usePage('needs', shown === 'needs', filters),
    resources: usePage('resources', shown === 'resources', filters),
    projects: usePage('projects', shown === 'projects', filters),
  };
  const ask = (changes: Record<string, string | null>): void =>
    go(address.value.path + searchWith(address.value.search, changes), { replace: true });
  const choose = (list: AllianceListName): void => ask({ list: list === 'needs' ? null : list, state: null, need: null });
  const source = pages[shown];
  return (
    <Panel
      class="lists"
      title={t('lists')}
      lead={<Tabs shown={shown} pages={pages} choose={choose} />}
      source={source}
      lines={14}
      actions={
        <>
          <select
            aria-label={t('listState')}
            value={state}
            onChange={({ currentTarget: { value } }) => ask({ state: value === 'open' ? null : value })}
          >
            <option value="open">{t('listOpen')}</option>
            {listStates[shown].map((one) => (
              <option key={one} value={one}>
                {t(itemState(shown, one).text)}
              </option>
            ))}
          </select>
          <select aria-label={t('mode')} value={mode} onChange={({ currentTarget: { value } }) => ask({ mode: value || null })}>
            <option value="">{t('allModes')}</option>
            {Object.entries(modeNames).map(([key, text]) => (
              <option key={key} value={key}>
                {t(text)}
              </option>
            ))}
          </select>
          <FileButtons path={`${source.path}&limit=200`} name={`alliance-${shown}`} />
        </>
      }
    >
      {({ items, total }) => (
        <div role="tabpanel" id="alliance-list" aria-labelledby={`tab-${shown}`}>
          {items.length === 0 ? (
            <p class="notice notice-empty">{t('noItems')}</p>
          ) : (
            <ListTable list={shown} items={items} opened={asked.get('need')} open={(need) => ask({ need })} />
          )}
          {total > items.length && <p class="soft lists-more">{t('moreItems', { n: grouped(items.length, 0), of: grouped(total, 0) })}</p>}
        </div>
      )}
    </Panel>
  );
}

interface TabsProps {
  shown: AllianceListName;
  pages: Record<AllianceListName, Source<AllianceListPage>>;
  choose: (list: AllianceListName) => void;
}

/** One tab is in the order of the tab key; arrow keys walk between them. */
function Tabs({ shown, pages, choose }: TabsProps) {
  const walk = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = lists[(lists.indexOf(shown) + step + lists.length) % lists.length]!;
    choose(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <span class="segments tabs" role="tablist" aria-label={t('lists')} onKeyDown={walk}>
      {lists.map((list) => (
        <button
          key={list}
          id={`tab-${list}`}
          type="button"
          role="tab"
          aria-selected={list === shown}
          aria-controls="alliance-list"
          tabIndex={list === shown ? 0 : -1}
          onClick={() => choose(list)}
        >
          {t(listNames[list])} <strong>{pages[list].state.value.data?.total ?? '—'}</strong>
        </button>
      ))}
    </span>
  );
}
