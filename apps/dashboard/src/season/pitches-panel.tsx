/** A roadshow: its pitches in the drawn order or by their rank, and how far it has come. */
import type { GatheringPitches, PitchEntry } from '@park/contracts';
import { useSignal } from '@preact/signals';
import { revision } from '../api/live-board.store.ts';
import { get } from '../api/park-api.client.ts';
import { useResource } from '../api/resource.store.ts';
import { grouped } from '../numbers/figure-text.ts';
import { FileButtons } from '../shell/file-buttons.tsx';
import { Panel } from '../shell/panel.tsx';
import { t } from '../texts/language.store.ts';
import { lineUp, nextUp, presented, sorted, type SortedBy } from './pitches.ts';
import { State } from '../shell/state-mark.tsx';
import { pitchStates } from './states.ts';

export function PitchesPanel({ id, isOngoing }: { id: string; isOngoing: boolean }) {
  const by = useSignal<SortedBy>('order');
  const source = useResource<GatheringPitches>(`${id} ${revision.value}`, (signal) =>
    get<GatheringPitches>(`/gatherings/${id}/pitches`, signal),
  );
  const actions = (
    <>
      <div class="segments" role="group" aria-label={t('sortedBy')}>
        {(['order', 'rank'] as const).map((one) => (
          <button key={one} type="button" aria-pressed={by.value === one} onClick={() => (by.value = one)}>
            {t(one === 'order' ? 'byOrder' : 'byRank')}
          </button>
        ))}
      </div>
      <FileButtons path={`/gatherings/${id}/pitches`} name="pitches" />
    </>
  );
  const items = source.state.value.data?.items ?? [];
  return (
    <Panel
      class="pitches"
      title={t('pitches')}
      lead={items.length > 0 && <Progress pitches={items} next={nextUp(items, isOngoing)} />}
      source={source}
      actions={actions}
      lines={8}
      empty={({ items: all }) => (all.length === 0 ? t('noPitches') : null)}
    >
      {({ items: all }) => (
        <>
          <LineUp pitches={all} next={nextUp(all, isOngoing)} />
          <Ranking pitches={sorted(all, by.value)} next={nextUp(all, isOngoing)} />
        </>
      )}
    </Panel>
  );
}

interface Shown {
  pitches: readonly PitchEntry[];
  next: PitchEntry | null;
}

export function projectName({ project_name, code }: { project_name: string | null; code: string }): string {
  return project_name ?? code;
}

function Progress({ pitches, next }: Shown) {
  const done = t('pitchesDone', { n: presented(pitches).length, of: lineUp(pitches).length });
  return <>{next ? `${done} · ${t('pitchNext', { name: projectName(next) })}` : done}</>;
}

/** The same as the table says, at a glance. */
function LineUp({ pitches, next }: Shown) {
  return (
    <div class="line-up" role="img" aria-label={t('lineUpLabel')}>
      {lineUp(pitches).map((pitch) => (
        <span
          key={pitch.id}
          class={`line-up-${pitchStates[pitch.state].mark}${pitch === next ? ' line-up-next' : ''}`}
          title={`${pitch.order} ${projectName(pitch)} · ${t(pitchStates[pitch.state].text)}`}
        />
      ))}
    </div>
  );
}

function Ranking({ pitches, next }: Shown) {
  const best = Math.max(1, ...pitches.map(({ score }) => score ?? 0));
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={t('pitches')}>
      <table>
        <thead>
          <tr>
            <th scope="col" class="right">
              {t('pitchOrder')}
            </th>
            <th scope="col">{t('project')}</th>
            <th scope="col">{t('state')}</th>
            <th scope="col" class="right">
              {t('score')}
            </th>
            <th scope="col" class="right">
              {t('rank')}
            </th>
          </tr>
        </thead>
        <tbody>
          {pitches.map((pitch) => (
            <tr key={pitch.id} aria-current={pitch === next ? 'step' : undefined}>
              <td class="right">{pitch.order ?? '—'}</td>
              <th scope="row">{projectName(pitch)}</th>
              <td class="nowrap">
                <State of={pitch === next ? { text: 'nextMark', mark: 'now' } : pitchStates[pitch.state]} />
              </td>
              <td class="right score">
                {pitch.score === null ? '—' : grouped(pitch.score, 2, 2)}
                {pitch.score !== null && <span class="score-bar" style={{ width: `${(pitch.score / best) * 100}%` }} aria-hidden="true" />}
              </td>
              <td class="right">
                {pitch.rank === null ? '—' : <span class={pitch.rank <= 3 ? 'rank rank-first' : 'rank'}>{pitch.rank}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
