/** Talent: a fair with its booths, arrivals and postings; the funnel of applications; the standing of employers; hires and homes. */
import type { FairAnswer, FairList, FairSummary, GatheringAnswer } from '@park/contracts';
import { address, go } from '../address/address.store.ts';
import { revision, today } from '../api/live-board.store.ts';
import { get } from '../api/park-api.client.ts';
import { useResource, type Source } from '../api/resource.store.ts';
import { Panel } from '../shell/panel.tsx';
import { useTitle } from '../shell/title.store.ts';
import { t } from '../texts/language.store.ts';
import { BoothsPanel } from './booths-panel.tsx';
import { firstShown } from './fair-choice.ts';
import { FairHead } from './fair-head.tsx';
import { FunnelPanel } from './funnel-panel.tsx';
import { HomesPanel } from './homes-panel.tsx';
import { IndustriesPanel } from './industries-panel.tsx';
import { OnSitePanel } from './on-site-panel.tsx';
import { StandingPanel } from './standing-panel.tsx';

export function TalentPage({ fair }: { fair: string | null }) {
  useTitle(t('talent'));
  const fairs = useResource<FairList>(`fairs ${revision.value}`, (signal) => get<FairList>('/fairs', signal));
  const items = fairs.state.value.data?.items ?? [];
  const id = fair ?? firstShown(items, today.value);
  const summary = items.find((one) => one.id === id) ?? null;
  return (
    <main class="page talent" id="main">
      {id ? <Fair key={id} id={id} listed={summary} fairs={items} /> : <Waiting source={fairs} />}
      <FunnelPanel fair={summary} />
      <div class="talent-grid">
        <StandingPanel />
        <HomesPanel />
      </div>
    </main>
  );
}

/** Until it is known which fair comes first. */
function Waiting({ source }: { source: Source<FairList> }) {
  return (
    <>
      <FairHead summary={null} answer={null} gathering={null} fairs={[]} choose={() => undefined} />
      <Panel title={t('boothMap')} source={source} lines={16} empty={() => t('noFairs')}>
        {() => null}
      </Panel>
    </>
  );
}

const unasked = new Promise<never>(() => undefined);

function Fair({ id, listed, fairs }: { id: string; listed: FairSummary | null; fairs: readonly FairSummary[] }) {
  const source = useResource<FairAnswer>(`${id} ${revision.value}`, (signal) => get<FairAnswer>(`/fairs/${id}`, signal));
  const { data } = source.state.value;
  const summary = data?.fair ?? listed;
  const held = summary?.gathering_id ?? null;
  const gathering = useResource<GatheringAnswer>(`${held} ${revision.value}`, (signal) =>
    held === null ? unasked : get<GatheringAnswer>(`/gatherings/${held}`, signal),
  );
  return (
    <>
      <FairHead
        summary={summary}
        answer={data}
        gathering={gathering.state.value.data?.gathering ?? null}
        fairs={fairs}
        choose={(next) => go(`/talent/${next}${address.value.search}`)}
      />
      <div class="talent-grid talent-fair">
        <BoothsPanel id={id} source={source} />
        <div class="talent-column">
          <OnSitePanel id={held} source={gathering} />
          <IndustriesPanel source={source} />
        </div>
      </div>
    </>
  );
}
