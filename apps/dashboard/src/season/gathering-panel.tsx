/** One gathering: where it stands, how it fills, and what happens at it. */
import type { GatheringAnswer, SeasonDeals } from '@park/contracts';
import { useEffect, useRef } from 'preact/hooks';
import { revision } from '../api/live-board.store.ts';
import { get } from '../api/park-api.client.ts';
import { useResource, type Source } from '../api/resource.store.ts';
import { Icon } from '../charts/icons.tsx';
import { shortDay } from '../numbers/moment-text.ts';
import { FileButtons } from '../shell/file-buttons.tsx';
import { Panel } from '../shell/panel.tsx';
import { language, t } from '../texts/language.store.ts';
import { Arrivals } from '../charts/arrivals-chart.tsx';
import { DealsTable } from './deals-panel.tsx';
import { MeetingsPanel } from './meetings-panel.tsx';
import { PitchesPanel } from './pitches-panel.tsx';
import { Seats } from './seats.tsx';
import { State } from '../shell/state-mark.tsx';
import { gatheringStates, gatheringTypes } from './states.ts';
import { timesOf } from './timetable.tsx';

interface Props {
  id: string;
  name: string;
  deals: Source<SeasonDeals>;
  close: () => void;
}

export function GatheringPanel({ id, name, deals, close }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const source = useResource<GatheringAnswer>(`${id} ${revision.value}`, (signal) => get<GatheringAnswer>(`/gatherings/${id}`, signal));
  const type = source.state.value.data?.gathering.type;
  // Below the programme, or beside a part of it that is scrolled away, it would open unseen.
  useEffect(() => {
    const { top } = place.current!.getBoundingClientRect();
    if (top < 0 || top > window.innerHeight / 2) place.current!.scrollIntoView({ block: 'start', behavior: 'smooth' });
  }, [id]);
  const actions = (
    <>
      <FileButtons path={`/gatherings/${id}`} name="arrivals" />
      <button type="button" class="button button-small" onClick={close} aria-label={t('close')}>
        <Icon name="close" />
      </button>
    </>
  );
  return (
    <div ref={place} class="gathering-column">
      <Panel class="gathering" title={name} source={source} actions={actions} lines={8}>
        {(answer) => (
          <>
            <Facts answer={answer} />
            <Arrivals answer={answer} />
          </>
        )}
      </Panel>
      {type === 'roadshow' && <PitchesPanel id={id} isOngoing={source.state.value.data!.gathering.state === 'ongoing'} />}
      {type === 'matchmaking' && <MeetingsPanel id={id} />}
      <DealsHere id={id} source={deals} />
    </div>
  );
}

function Facts({ answer: { gathering } }: { answer: GatheringAnswer }) {
  const { type, venue, on, state } = gathering;
  return (
    <>
      <dl class="gathering-facts">
        <div>
          <dt>{t('time')}</dt>
          <dd>{on === null ? t('dayUnknown') : `${shortDay(on, language.value)} ${timesOf(gathering)}`}</dd>
        </div>
        <div>
          <dt>{t('venue')}</dt>
          <dd>{venue}</dd>
        </div>
        <div>
          <dt>{t('kind')}</dt>
          <dd>{t(gatheringTypes[type])}</dd>
        </div>
        <div>
          <dt>{t('state')}</dt>
          <dd>
            <State of={gatheringStates[state]} />
          </dd>
        </div>
      </dl>
      <Seats gathering={gathering} />
    </>
  );
}

/** Nothing where none came of it: most gatherings are about something else. */
function DealsHere({ id, source }: { id: string; source: Source<SeasonDeals> }) {
  const own = source.state.value.data?.items.filter(({ gathering_id }) => gathering_id === id) ?? [];
  if (own.length === 0) return null;
  return (
    <Panel title={t('dealsHere')} source={source}>
      {() => <DealsTable deals={own} label={t('dealsHere')} isShort />}
    </Panel>
  );
}
