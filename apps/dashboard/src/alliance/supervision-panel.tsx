/** The resolutions and tasks that stand, by due day; overdue ones are told by a word, a mark and a colour. */
import type { SupervisionItem, SupervisionList } from '@park/contracts';
import { revision } from '../api/live-board.store.ts';
import { get } from '../api/park-api.client.ts';
import { useResource } from '../api/resource.store.ts';
import { daysBetween } from '../numbers/days.ts';
import { FileButtons } from '../shell/file-buttons.tsx';
import { Panel } from '../shell/panel.tsx';
import { StateMark } from '../shell/state-mark.tsx';
import type { Mark } from '../shell/state-word.ts';
import { t } from '../texts/language.store.ts';
import { dueStateOf, type DueState } from './ages.ts';
import { progressWords, supervisionKinds } from './states.ts';

const marks: Record<DueState, Mark> = { overdue: 'now', handed_in: 'done', soon: 'half', later: 'open' };

export function SupervisionPanel() {
  const source = useResource<SupervisionList>(`supervision ${revision.value}`, (signal) =>
    get<SupervisionList>('/alliance/resolutions', signal),
  );
  return (
    <Panel
      class="supervision"
      title={t('supervision')}
      lead={t('supervisionLead')}
      source={source}
      actions={<FileButtons path="/alliance/resolutions" name="alliance-resolutions" />}
      lines={14}
      empty={({ items }) => (items.length === 0 ? t('nothingSupervised') : null)}
    >
      {({ items, as_of }) => (
        <div class="scroll lists-scroll" tabIndex={0} role="group" aria-label={t('supervision')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('due')}</th>
                <th scope="col">{t('what')}</th>
                <th scope="col">{t('lastReport')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <Row key={item.id} item={item} today={as_of} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function dueWord(item: SupervisionItem, state: DueState, today: string): string {
  if (state === 'overdue') return t('overdueBy', { n: item.overdue_days });
  if (state === 'handed_in') return t('handedIn');
  const days = daysBetween(today, item.due_on);
  return days === 0 ? t('dueToday') : t('dueIn', { n: days });
}

function Row({ item, today }: { item: SupervisionItem; today: string }) {
  const { kind, code, title, owner, resolution, due_on, progress, reported_on, is_returned } = item;
  const state = dueStateOf(item, today);
  return (
    <tr class={`due due-${state}`} data-item={code}>
      <td class="nowrap">
        <span class="due-day">{due_on}</span>
        <span class={state === 'overdue' ? 'state warn' : 'state soft'}>
          <StateMark mark={marks[state]} />
          {dueWord(item, state, today)}
        </span>
      </td>
      <th scope="row">
        <span class="item-title">
          <span class={kind === 'task' ? 'tag due-kind' : 'tag tag-live due-kind'}>{t(supervisionKinds[kind])}</span> {title}
        </span>
        <span class="soft item-of">{[owner.name ?? code, ...(resolution ? [resolution.title] : [])].join(' · ')}</span>
      </th>
      <td class="nowrap">
        {reported_on ?? <span class="soft">{t('noReport')}</span>}
        {progress !== null && <span class="item-of soft">{t(progressWords[progress])}</span>}
        {is_returned && <span class="item-of warn">{t('returned')}</span>}
      </td>
    </tr>
  );
}
