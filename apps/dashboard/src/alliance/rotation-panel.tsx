/** The rotation of a year as a strip of its days, with the member in the chair today marked. */
import type { AllianceRotation, AllianceTerm } from '@park/contracts';
import { useSignal } from '@preact/signals';
import { revision, today } from '../api/live-board.store.ts';
import { get } from '../api/park-api.client.ts';
import { useResource } from '../api/resource.store.ts';
import { addDays } from '../numbers/days.ts';
import { dayRange, monthName } from '../numbers/moment-text.ts';
import { FileButtons } from '../shell/file-buttons.tsx';
import { Panel } from '../shell/panel.tsx';
import { State, StateMark } from '../shell/state-mark.tsx';
import { language, t } from '../texts/language.store.ts';
import { blocksOf, isInChair, placeIn } from './rotation-strip.ts';
import { termKinds, termStates } from './states.ts';

export function RotationPanel() {
  const chosen = useSignal<number | null>(null);
  const year = chosen.value ?? Number(today.value.slice(0, 4));
  const path = `/alliance/rotation?year=${year}`;
  const source = useResource<AllianceRotation>(`${path} ${revision.value}`, (signal) => get<AllianceRotation>(path, signal), {
    subject: String(year),
  });
  const actions = (
    <>
      <div class="segments" role="group" aria-label={t('rotation')}>
        <button type="button" aria-label={t('yearBefore')} onClick={() => (chosen.value = year - 1)}>
          ‹ {year - 1}
        </button>
        <button type="button" aria-pressed="true" onClick={() => (chosen.value = null)}>
          {year}
        </button>
        <button type="button" aria-label={t('yearAfter')} onClick={() => (chosen.value = year + 1)}>
          {year + 1} ›
        </button>
      </div>
      <FileButtons path={path} name="rotation" />
    </>
  );
  return (
    <Panel class="rotation" title={t('rotation')} lead={t('rotationLead')} source={source} actions={actions} lines={4}>
      {({ items }) => (
        <>
          {items.length === 0 ? (
            <p class="notice notice-empty rotation-none">{t('noRotation', { year })}</p>
          ) : (
            <Strip terms={items} year={year} />
          )}
          <TermsTable terms={items} />
        </>
      )}
    </Panel>
  );
}

function nameOf({ member, code }: AllianceTerm): string {
  return member.name ?? code;
}

function daysOf({ from, to }: AllianceTerm): string {
  return from < to ? dayRange(from, addDays(to, -1), language.value) : '—';
}

function hostedBy({ activities }: AllianceTerm): string {
  return activities === null ? '' : activities === 0 ? t('hostedNone') : t('hostedTimes', { n: activities });
}

function Strip({ terms, year }: { terms: readonly AllianceTerm[]; year: number }) {
  const months = Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`);
  const isThisYear = today.value.startsWith(`${year}-`);
  return (
    <div class="strip">
      <div class="strip-months" aria-hidden="true">
        {months.map((month) => (
          <span key={month} class={today.value.startsWith(month) ? 'strip-month strip-month-now' : 'strip-month'}>
            {monthName(month, language.value)}
          </span>
        ))}
      </div>
      <ol class="strip-track" aria-label={t('rotation')}>
        {blocksOf(terms, year).map(({ term, left, width }) => (
          <li
            key={term.id}
            class={`term term-${term.state}`}
            style={{ '--left': `${left}%`, '--width': `${width}%` }}
            aria-current={isInChair(term, today.value) ? 'true' : undefined}
            title={`${nameOf(term)} · ${daysOf(term)}`}
          >
            <span class="term-name">
              <StateMark mark={termStates[term.state].mark} />
              <span>{nameOf(term)}</span>
            </span>
            <span class="term-more">
              {t(termStates[term.state].text)}
              {term.kind !== 'cycle' && ` · ${t(termKinds[term.kind])}`}
              {hostedBy(term) && ` · ${hostedBy(term)}`}
            </span>
            <span class="term-days">{daysOf(term)}</span>
          </li>
        ))}
      </ol>
      {isThisYear && (
        <span class="strip-today" style={{ left: `${placeIn(year, today.value)}%` }} aria-hidden="true">
          <span>{t('todayMark')}</span>
        </span>
      )}
    </div>
  );
}

function TermsTable({ terms }: { terms: readonly AllianceTerm[] }) {
  const name = t('rotationAsTable', { n: terms.length });
  return (
    <details class="as-table">
      <summary>{name}</summary>
      <div class="scroll scroll-short" tabIndex={0} role="group" aria-label={name}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('member')}</th>
              <th scope="col">{t('days')}</th>
              <th scope="col">{t('state')}</th>
              <th scope="col" class="right">
                {t('hosted')}
              </th>
              <th scope="col" class="wide">
                {t('term')}
              </th>
            </tr>
          </thead>
          <tbody>
            {terms.map((term) => (
              <tr key={term.id} aria-current={isInChair(term, today.value) ? 'true' : undefined}>
                <th scope="row">{nameOf(term)}</th>
                <td>{daysOf(term)}</td>
                <td>
                  <State of={termStates[term.state]} /> {term.kind !== 'cycle' && <span class="tag">{t(termKinds[term.kind])}</span>}
                </td>
                <td class="right">{term.activities ?? '—'}</td>
                <td class="wide">{term.code}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
