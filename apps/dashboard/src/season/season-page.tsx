/** A season: its head, its days with their gatherings, the gathering that is opened, and the deals that came of it. */
import type { SeasonDeals, SeasonProgramme, SeasonSummary } from '@park/contracts';
import { address, go } from '../address/address.store.ts';
import { revision, today } from '../api/live-board.store.ts';
import { get } from '../api/park-api.client.ts';
import { useResource, type Source } from '../api/resource.store.ts';
import { FileButtons } from '../shell/file-buttons.tsx';
import { Panel } from '../shell/panel.tsx';
import { useTitle } from '../shell/title.store.ts';
import { said, t } from '../texts/language.store.ts';
import { DealsPanel } from './deals-panel.tsx';
import { GatheringPanel } from './gathering-panel.tsx';
import { ProgrammeTable } from './programme-table.tsx';
import { firstShown } from './season-choice.ts';
import { SeasonHead } from './season-head.tsx';
import { SeatsLegend } from './seats.tsx';
import { axisOf, daysOf } from './timetable-layout.ts';
import { Timetable } from './timetable.tsx';

interface Seasons {
  items: SeasonSummary[];
}

export function SeasonPage({ season }: { season: string | null }) {
  useTitle(t('season'));
  const seasons = useResource<Seasons>(`seasons ${revision.value}`, (signal) => get<Seasons>('/seasons', signal));
  const { data } = seasons.state.value;
  const id = season ?? (data && firstShown(data.items, today.value));
  return (
    <main class="page season" id="main">
      {id ? <Season key={id} id={id} seasons={data?.items ?? []} /> : <Waiting source={seasons} />}
    </main>
  );
}

/** Until it is known which season comes first. */
function Waiting({ source }: { source: Source<Seasons> }) {
  return (
    <>
      <SeasonHead summary={null} items={null} seasons={[]} chosen={null} choose={() => undefined} />
      <Panel title={t('programme')} source={source} lines={12} empty={() => t('noSeasons')}>
        {() => null}
      </Panel>
    </>
  );
}

function Season({ id, seasons }: { id: string; seasons: readonly SeasonSummary[] }) {
  const source = useResource<SeasonProgramme>(`${id} ${revision.value}`, (signal) => get<SeasonProgramme>(`/seasons/${id}`, signal));
  const deals = useResource<SeasonDeals>(`${id} ${revision.value}`, (signal) => get<SeasonDeals>(`/seasons/${id}/deals`, signal));
  const { data: programme, error } = source.state.value;
  const opened = new URLSearchParams(address.value.search).get('gathering');
  const gathering = programme?.items.find((one) => one.id === opened);
  const href = (next: string | null): string => `/season/${id}${next === null ? '' : `?gathering=${next}`}`;
  return (
    <>
      <SeasonHead
        summary={programme?.season ?? seasons.find((one) => one.id === id) ?? null}
        items={programme?.items ?? null}
        seasons={seasons}
        chosen={id}
        choose={(next) => go(`/season/${next}`)}
      />
      <div class={opened ? 'season-grid season-grid-open' : 'season-grid'}>
        <div class="season-column">
          <Panel
            class="programme"
            title={t('programme')}
            lead={<SeatsLegend />}
            source={source}
            actions={<FileButtons path={`/seasons/${id}`} name="gatherings" />}
            lines={18}
            empty={({ items }) => (items.length === 0 ? t('noGatherings') : null)}
          >
            {({ season, days, items }) => {
              const shown = daysOf(items, days, season);
              return (
                <>
                  <Timetable days={shown} axis={axisOf(shown)} chosen={opened} href={(next) => href(next === opened ? null : next)} />
                  <ProgrammeTable gatherings={items} />
                </>
              );
            }}
          </Panel>
          {(programme || error === null) && <DealsPanel id={id} source={deals} />}
        </div>
        {/* Not before the programme has its height: where the panel stands below it, it would be pushed down. */}
        {opened && (programme || error !== null) && (
          <GatheringPanel
            key={opened}
            id={opened}
            name={gathering ? said(gathering.name) : t('gathering')}
            deals={deals}
            close={() => go(href(null))}
          />
        )}
      </div>
    </>
  );
}
