/** One door: its state, and its place in the log, on a rail that is as long for every door. */
import { Icon } from '../../charts/icons.tsx';
import { countText, grouped } from '../../numbers/figure-text.ts';
import { duration, stamp } from '../../numbers/moment-text.ts';
import { now } from '../../shell/now.store.ts';
import { State } from '../../shell/state-mark.tsx';
import type { StateWord } from '../../shell/state-word.ts';
import { language, t } from '../../texts/language.store.ts';
import type { Door, Endpoint, Positions } from '../api.ts';
import { doorIcons, doorNames, doorNotes, endpointStates } from './door-states.ts';
import { behindOf, railOf } from './rail.ts';

interface Props {
  door: Door;
  /** Of a webhook. */
  endpoint?: Endpoint;
  positions: Positions;
}

export function DoorRow({ door, endpoint, positions }: Props) {
  const isUsed = door.moved_at !== null || endpoint !== undefined;
  const behind = behindOf(positions, door);
  const movedAt = endpoint ? endpoint.last_acknowledged_at : door.moved_at;
  return (
    <li class={`door door-${endpoint?.state ?? 'reader'}`} data-door={endpoint?.code ?? door.door}>
      <div class="door-name">
        <span class="door-sign">
          <Icon name={doorIcons[door.door]} />
        </span>
        <div>
          <strong>{endpoint ? <a href={`/doors/${endpoint.id}`}>{endpoint.name}</a> : t(doorNames[door.door])}</strong>
          <span class="soft door-note">{endpoint ? endpoint.url : t(doorNotes[door.door])}</span>
        </div>
      </div>
      <div class="door-place">
        <RailBar door={door} positions={positions} />
        <p class="door-numbers soft">
          {isUsed ? (
            <>
              {t('feedAcknowledgedTo', { n: countText(door.acknowledged) })} · {t('feedSentTo', { n: countText(door.sent) })}
              {door.waiting > 0 && <span class="warn"> · {t('feedWaiting', { n: grouped(door.waiting, 0) })}</span>}
            </>
          ) : (
            <a class="link" href={`/connect?door=${door.door}`}>
              {t('feedHowToConnect')}
            </a>
          )}
        </p>
      </div>
      <p class="door-behind">
        {isUsed ? (
          <>
            <strong class={behind === 0 ? 'soft' : ''}>{grouped(behind, 0)}</strong> <span class="soft">{t('feedEntriesBehind')}</span>
          </>
        ) : (
          <span class="missing">—</span>
        )}
      </p>
      <div class="door-state">
        <State of={stateOf(door, endpoint, behind)} />
        {movedAt && (
          <span class="soft" title={stamp(movedAt)}>
            {t(endpoint ? 'feedLastAcknowledged' : 'feedLastRead', { age: ageOf(movedAt) })}
          </span>
        )}
        {endpoint && endpoint.failing_since !== null && (
          <span class="warn">{t('feedFailing', { n: endpoint.failures, age: ageOf(endpoint.failing_since) })}</span>
        )}
      </div>
    </li>
  );
}

export function RailBar({ door, positions }: { door: Door; positions: Positions }) {
  const { acknowledged, sent, ahead } = railOf(positions, door);
  const label = t('feedRailLabel', {
    acknowledged: countText(door.acknowledged),
    sent: countText(door.sent),
    last: countText(positions.last),
  });
  return (
    <div class="rail" role="img" aria-label={label}>
      <span class="rail-acknowledged" style={{ width: `${acknowledged}%` }} />
      <span class="rail-sent" style={{ width: `${sent}%` }} />
      <span class="rail-ahead" style={{ width: `${ahead}%` }} />
    </div>
  );
}

function stateOf(door: Door, endpoint: Endpoint | undefined, behind: number): StateWord {
  if (endpoint) return endpointStates[endpoint.state];
  if (door.moved_at === null) return { text: 'feedUnused', mark: 'open' };
  return behind === 0 ? { text: 'feedUpToDate', mark: 'done' } : { text: 'feedIsBehind', mark: 'half' };
}

export function ageOf(instant: string): string {
  return duration(Math.max(0, now.value - Date.parse(instant)) / 1_000, language.value);
}
