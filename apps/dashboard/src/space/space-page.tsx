/** The park's space: a plan coloured by what is let, the same as a table, and a building's units. */
import type { BuildingOccupancy } from '@park/contracts';
import { address, go } from '../address/address.store.ts';
import { searchWith } from '../address/search.ts';
import { revision, today } from '../api/live-board.store.ts';
import { get } from '../api/park-api.client.ts';
import { useResource } from '../api/resource.store.ts';
import { isDay } from '../numbers/days.ts';
import { figureLine, grouped, shortFigure } from '../numbers/figure-text.ts';
import { Panel } from '../shell/panel.tsx';
import { useTitle } from '../shell/title.store.ts';
import { language, t } from '../texts/language.store.ts';
import { BuildingPanel } from './building-panel.tsx';
import { BuildingsTable } from './buildings-table.tsx';
import { Legend } from './legend.tsx';
import { Plan } from './plan.tsx';
import type { ColouredBy } from './shades.ts';

export function SpacePage({ building }: { building: string | null }) {
  useTitle(t('space'));
  const search = new URLSearchParams(address.value.search);
  const asOf = isDay(search.get('as_of') ?? '') ? search.get('as_of') : null;
  const by: ColouredBy = search.get('by') === 'expiring' ? 'expiring' : 'occupancy';
  const isTable = search.get('view') === 'table';
  const day = asOf ?? today.value;
  const href = (id: string | null, change: Record<string, string | null> = {}): string =>
    `/space${id ? `/${id}` : ''}${searchWith(address.value.search, change)}`;
  const set = (change: Record<string, string | null>): void => go(href(building, change));
  const source = useResource(`buildings ${asOf} ${revision.value}`, (signal) =>
    get<{ items: BuildingOccupancy[] }>(`/buildings${asOf ? `?as_of=${asOf}` : ''}`, signal),
  );
  const chosen = source.state.value.data?.items.find(({ id }) => id === building);
  const actions = (
    <>
      <Segments
        label={t('colouredBy')}
        chosen={by}
        set={(value) => set({ by: value === 'occupancy' ? null : value })}
        options={[
          ['occupancy', t('occupancyRate')],
          ['expiring', t('endingSoonShare')],
        ]}
      />
      <Segments
        label={t('view')}
        chosen={isTable ? 'table' : 'plan'}
        set={(value) => set({ view: value === 'plan' ? null : value })}
        options={[
          ['plan', t('plan')],
          ['table', t('table')],
        ]}
      />
      <label class="field field-inline">
        <span>{t('asOf')}</span>
        <input type="date" value={day} onChange={({ currentTarget: { value } }) => set({ as_of: value || null })} />
      </label>
    </>
  );
  return (
    <main class="page" id="main">
      <h1 class="page-title" tabIndex={-1}>
        {t('spaceTitle')}
      </h1>
      <div class={building ? 'space-grid space-grid-open' : 'space-grid'}>
        <Panel
          class="space-plan"
          title={t('buildings')}
          lead={<Sum buildings={source.state.value.data?.items ?? []} />}
          source={source}
          actions={actions}
          lines={12}
          empty={({ items }) => (items.length === 0 ? t('noBuildings') : null)}
        >
          {({ items }) =>
            isTable ? (
              <BuildingsTable buildings={items} chosen={building} href={(id) => href(id)} />
            ) : (
              <>
                <Plan buildings={items} by={by} chosen={building} choose={(id) => go(href(id === building ? null : id))} />
                <div class="plan-foot">
                  <Legend buildings={items} by={by} />
                  <p class="soft">{t('planNote')}</p>
                </div>
              </>
            )
          }
        </Panel>
        {building && (
          <BuildingPanel
            key={building}
            id={building}
            asOf={asOf}
            day={day}
            name={chosen ? `${chosen.code} ${chosen.name}` : t('building')}
            close={() => go(href(null))}
          />
        )}
      </div>
    </main>
  );
}

function Sum({ buildings }: { buildings: readonly BuildingOccupancy[] }) {
  const total = (of: (one: BuildingOccupancy) => number): number => buildings.reduce((sum, one) => sum + of(one), 0);
  const rentable = total(({ rentable_area }) => rentable_area);
  const occupied = total(({ occupied_area }) => occupied_area);
  if (buildings.length === 0) return null;
  const rate = rentable === 0 ? '—' : figureLine(shortFigure((occupied / rentable) * 100, 'percent', language.value));
  return <>{t('spaceSum', { n: buildings.length, rentable: grouped(rentable, 0), occupied: grouped(occupied, 0), rate })}</>;
}

function Segments({
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
    <div class="segments" role="group" aria-label={label}>
      {options.map(([value, text]) => (
        <button key={value} type="button" aria-pressed={value === chosen} onClick={() => set(value)}>
          {text}
        </button>
      ))}
    </div>
  );
}
