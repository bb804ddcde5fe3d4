/** The items of a list, each with its age as a bar; below a need that is opened stand the reasons of the matcher. */
import type { AllianceListItem, AllianceListName } from '@park/contracts';
import { Fragment } from 'preact';
import { today } from '../api/live-board.store.ts';
import { Icon } from '../charts/icons.tsx';
import { daysBetween } from '../numbers/days.ts';
import { grouped } from '../numbers/figure-text.ts';
import { State } from '../shell/state-mark.tsx';
import { t } from '../texts/language.store.ts';
import { ageSteps, bandOf, widthOf } from './ages.ts';
import { Matches } from './matches.tsx';
import { categoryNames, itemState, modeNames } from './states.ts';

interface Props {
  list: AllianceListName;
  items: readonly AllianceListItem[];
  /** Id of a need. */
  opened: string | null;
  open: (need: string | null) => void;
}

export function ListTable({ list, items, opened, open }: Props) {
  const oldest = Math.max(...items.map(({ age_days }) => age_days));
  const hasMatches = list === 'needs';
  return (
    <>
      <div class="scroll lists-scroll" tabIndex={0} role="group" aria-label={t('lists')}>
        <table class="lists-table">
          <thead>
            <tr>
              <th scope="col">{t('title')}</th>
              <th scope="col" class="wide">
                {t('listState')}
              </th>
              {list !== 'projects' && (
                <th scope="col" class="right wide">
                  {t(hasMatches ? 'claimed' : 'reservedSlots')}
                </th>
              )}
              <th scope="col">{t('ageDays')}</th>
              <th scope="col">{t('dueOn')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => {
              const isOpen = hasMatches && item.id === opened;
              return (
                <Fragment key={item.id}>
                  <Row list={list} item={item} oldest={oldest} isOpen={isOpen} toggle={() => open(isOpen ? null : item.id)} />
                  {isOpen && (
                    <tr class="match-row">
                      <td colSpan={5}>
                        <Matches need={item} close={() => open(null)} />
                      </td>
                    </tr>
                  )}
                </Fragment>
              );
            })}
          </tbody>
        </table>
      </div>
      <ul class="legend age-legend">
        {ageSteps.map((from, band) => (
          <li key={from}>
            <span class={`swatch age-${band}`} aria-hidden="true" />
            {t('ageLegend', { from })}
          </li>
        ))}
      </ul>
    </>
  );
}

interface RowProps {
  list: AllianceListName;
  item: AllianceListItem;
  oldest: number;
  isOpen: boolean;
  toggle: () => void;
}

function Row({ list, item, oldest, isOpen, toggle }: RowProps) {
  const { title, code, member, mode, category, state, age_days, is_escalated, quantity, claimed, unit } = item;
  const isMatched = list === 'needs' && state === 'published';
  return (
    <tr class={item.is_overdue ? 'item item-overdue' : 'item'} data-item={code} aria-current={isOpen ? 'true' : undefined}>
      <th scope="row">
        <span class="item-title">{title}</span>
        <span class="soft item-of">
          {[member.name ?? code, t(modeNames[mode]), ...(category === null ? [] : [t(categoryNames[category])])].join(' · ')}
        </span>
        <span class="item-tags">
          {is_escalated && <span class="tag tag-warn">{t('escalated')}</span>}
          {isMatched && (
            <button type="button" class="button button-small no-print" aria-expanded={isOpen} onClick={toggle}>
              <Icon name={isOpen ? 'up' : 'down'} />
              {t('matches')}
            </button>
          )}
        </span>
      </th>
      <td class="wide">
        <State of={itemState(list, state)} />
      </td>
      {list !== 'projects' && (
        <td class="right nowrap wide">
          {grouped(claimed ?? 0, 0)} / {grouped(quantity ?? 0, 0)} {unit}
          <span class="claim-track" aria-hidden="true">
            <span style={{ width: `${quantity ? Math.min(100, ((claimed ?? 0) / quantity) * 100) : 0}%` }} />
          </span>
        </td>
      )}
      <td class="age">
        <span class="age-track" aria-hidden="true">
          <span class={`age-${bandOf(age_days)}`} style={{ width: `${widthOf(age_days, oldest)}%` }} />
        </span>
        <span class="nowrap">{t('ageOf', { n: grouped(age_days, 0) })}</span>
      </td>
      <td class="nowrap">
        <Due item={item} />
      </td>
    </tr>
  );
}

function Due({ item: { due_on, settled_on, is_overdue } }: { item: AllianceListItem }) {
  if (settled_on !== null) return <span class="soft">{settled_on}</span>;
  if (due_on === null) return <span class="soft">{t('noDue')}</span>;
  return (
    <>
      {due_on}
      {is_overdue && (
        <span class="warn item-late">
          <Icon name="warn" />
          {t('overdueBy', { n: grouped(daysBetween(due_on, today.value), 0) })}
        </span>
      )}
    </>
  );
}
