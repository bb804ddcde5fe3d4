/** A matchmaking: its tables and slots, who meets there, and how each meeting stands. */
import type { GatheringMeetings, MeetingEntry } from '@park/contracts';
import { useSignal } from '@preact/signals';
import { revision } from '../api/live-board.store.ts';
import { get } from '../api/park-api.client.ts';
import { useResource } from '../api/resource.store.ts';
import { clockTime } from '../numbers/moment-text.ts';
import { FileButtons } from '../shell/file-buttons.tsx';
import { Panel } from '../shell/panel.tsx';
import { t } from '../texts/language.store.ts';
import { gridOf, isPlaced, isWaiting, neighbourIn, type Grid, type Placed } from './matchmaking.ts';
import { projectName } from './pitches-panel.tsx';
import { State, StateMark } from '../shell/state-mark.tsx';
import { meetingStates } from './states.ts';

export function MeetingsPanel({ id }: { id: string }) {
  const source = useResource<GatheringMeetings>(`${id} ${revision.value}`, (signal) =>
    get<GatheringMeetings>(`/gatherings/${id}/meetings`, signal),
  );
  const items = source.state.value.data?.items ?? [];
  return (
    <Panel
      class="meetings"
      title={t('meetings')}
      lead={items.length > 0 && <Progress meetings={items} />}
      source={source}
      actions={<FileButtons path={`/gatherings/${id}/meetings`} name="meetings" />}
      lines={8}
      empty={({ items: all }) => (all.length === 0 ? t('noMeetings') : null)}
    >
      {({ items: all }) => (
        <>
          {all.some(isPlaced) ? <MeetingGrid grid={gridOf(all)} /> : <p class="notice notice-empty">{t('noMeetingsPlaced')}</p>}
          <MeetingsTable meetings={all} />
        </>
      )}
    </Panel>
  );
}

function Progress({ meetings }: { meetings: readonly MeetingEntry[] }) {
  const placed = meetings.filter(isPlaced);
  const held = placed.filter(({ state }) => state === 'held' || state === 'followed_up');
  const waiting = meetings.filter(isWaiting).length;
  const done = t('meetingsDone', { n: held.length, of: placed.length });
  return <>{waiting > 0 ? `${done} · ${t('meetingsWaiting', { n: waiting })}` : done}</>;
}

function investorName({ investor_name, investor_id }: MeetingEntry): string {
  return investor_name ?? investor_id.slice(-6);
}

/** One place at a time is in the order of the tab key; arrow keys walk from it to its neighbours. */
function MeetingGrid({ grid }: { grid: Grid }) {
  const at = useSignal<[number, number]>([0, 0]);
  const pointed = useSignal<[number, number] | null>(null);
  const walk = (event: KeyboardEvent): void => {
    if (!event.key.startsWith('Arrow')) return;
    event.preventDefault();
    const [slot, table] = (at.value = neighbourIn(grid, at.value, event.key));
    (event.currentTarget as Element).querySelector<HTMLElement>(`[data-place="${slot} ${table}"]`)?.focus();
  };
  const shown = pointed.value ?? at.value;
  return (
    <>
      <div class="match-scroll">
        <table class="match-grid" onKeyDown={walk}>
          <thead>
            <tr>
              <th scope="col">
                <span class="visually-hidden">{t('time')}</span>
              </th>
              {grid.tables.map((table) => (
                <th key={table} scope="col">
                  {t('tableNo', { n: table })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {grid.slots.map(({ starts_at, meetings }, slot) => (
              <tr key={starts_at}>
                <th scope="row">{clockTime(new Date(starts_at))}</th>
                {meetings.map((meeting, table) => {
                  const isHere = at.value[0] === slot && at.value[1] === table;
                  return (
                    <td key={grid.tables[table]}>
                      <button
                        type="button"
                        class={`match match-${meeting ? meetingStates[meeting.state].mark : 'free'}`}
                        data-place={`${slot} ${table}`}
                        tabIndex={isHere ? 0 : -1}
                        onFocus={() => (at.value = [slot, table])}
                        onPointerEnter={() => (pointed.value = [slot, table])}
                        onPointerLeave={() => (pointed.value = null)}
                        aria-label={describe(meeting, starts_at, grid.tables[table]!)}
                      >
                        {meeting && <Cell meeting={meeting} />}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="match-caption" aria-hidden="true">
        {captionOf(grid, shown)}
      </p>
      <p class="soft match-hint no-print">{t('gridHint')}</p>
      <ul class="legend">
        {(['scheduled', 'held', 'no_show'] as const).map((state) => (
          <li key={state}>
            <State of={meetingStates[state]} />
          </li>
        ))}
      </ul>
    </>
  );
}

function captionOf({ slots, tables }: Grid, [slot, table]: readonly [number, number]): string {
  const row = slots[slot];
  return row ? describe(row.meetings[table] ?? null, row.starts_at, tables[table] ?? 1) : ' ';
}

function Cell({ meeting }: { meeting: Placed }) {
  return (
    <>
      <StateMark mark={meetingStates[meeting.state].mark} />
      <span class="match-names">
        <span>{investorName(meeting)}</span>
        <span>{projectName(meeting)}</span>
      </span>
    </>
  );
}

function describe(meeting: Placed | null, starts_at: string, table: number): string {
  const place = [clockTime(new Date(starts_at)), t('tableNo', { n: table })];
  const what = meeting ? [`${investorName(meeting)} × ${projectName(meeting)}`, t(meetingStates[meeting.state].text)] : [t('freeSlot')];
  return [...place, ...what].join(' · ');
}

function MeetingsTable({ meetings }: { meetings: readonly MeetingEntry[] }) {
  const name = t('meetingsAsTable', { n: meetings.length });
  return (
    <details class="as-table">
      <summary>{name}</summary>
      <div class="scroll scroll-short" tabIndex={0} role="group" aria-label={name}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('time')}</th>
              <th scope="col" class="right">
                {t('matchTable')}
              </th>
              <th scope="col">{t('investor')}</th>
              <th scope="col">{t('project')}</th>
              <th scope="col">{t('state')}</th>
            </tr>
          </thead>
          <tbody>
            {meetings.map((meeting) => (
              <tr key={meeting.id}>
                <td>{meeting.starts_at === null ? '—' : clockTime(new Date(meeting.starts_at))}</td>
                <td class="right">{meeting.table ?? '—'}</td>
                <th scope="row">{investorName(meeting)}</th>
                <td>{projectName(meeting)}</td>
                <td class="nowrap">
                  <State of={meetingStates[meeting.state]} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
