/** Every attempt, newest first; each opens to the first kilobyte of its answer. */
import { useSignal } from '@preact/signals';
import { type ComponentChildren, Fragment } from 'preact';
import { address } from '../../address/address.store.ts';
import { Icon } from '../../charts/icons.tsx';
import { countText, grouped } from '../../numbers/figure-text.ts';
import { stamp } from '../../numbers/moment-text.ts';
import { Panel } from '../../shell/panel.tsx';
import { State } from '../../shell/state-mark.tsx';
import { t } from '../../texts/language.store.ts';
import type { Attempt, AttemptKind, Outcome } from '../api.ts';
import { kindNames, outcomes } from '../doors/door-states.ts';
import { shortName } from '../subscriptions/filter-text.ts';
import { AttemptAnswer, errorText } from './attempt-answer.tsx';
import { askFor, type LogProps } from './log-filters.store.ts';
import { Paging } from './paging.tsx';
import { usePages } from './pages.store.ts';
import { Resend } from './resend.tsx';

export function AttemptsTable({ endpoint, revision, mayWrite, reload, tabs }: LogProps & { tabs: ComponentChildren }) {
  const asked = new URLSearchParams(address.value.search);
  const outcome = asked.get('outcome') ?? '';
  const kind = asked.get('kind') ?? '';
  const position = asked.get('position') ?? '';
  const query = new URLSearchParams({
    limit: '25',
    ...(outcome in outcomes && { outcome }),
    ...(kind in kindNames && { kind }),
    ...(/^\d+$/.test(position) && { position }),
  });
  const { source, newer, older } = usePages<Attempt>(`/endpoints/${endpoint.id}/attempts?${query}`, revision);
  const opened = useSignal<string | null>(null);
  return (
    <Panel
      class="delivery-log"
      title={t('feedLog')}
      lead={tabs}
      source={source}
      lines={10}
      empty={({ items }) => (items.length === 0 ? t(query.size > 1 ? 'feedNoSuchAttempts' : 'feedNoAttempts') : null)}
      actions={
        <>
          <select
            aria-label={t('feedOutcome')}
            value={outcome}
            onChange={({ currentTarget: { value } }) => askFor({ outcome: value || null })}
          >
            <option value="">{t('feedAllOutcomes')}</option>
            {(Object.keys(outcomes) as Outcome[]).map((one) => (
              <option key={one} value={one}>
                {t(outcomes[one].text)}
              </option>
            ))}
          </select>
          <select aria-label={t('feedKind')} value={kind} onChange={({ currentTarget: { value } }) => askFor({ kind: value || null })}>
            <option value="">{t('feedAllKinds')}</option>
            {(Object.keys(kindNames) as AttemptKind[]).map((one) => (
              <option key={one} value={one}>
                {t(kindNames[one])}
              </option>
            ))}
          </select>
          <input
            class="position-filter"
            aria-label={t('feedPosition')}
            placeholder={t('feedPosition')}
            inputMode="numeric"
            value={position}
            onChange={({ currentTarget: { value } }) => askFor({ position: value.trim() || null })}
          />
        </>
      }
    >
      {({ items }) => (
        <div role="tabpanel" id="delivery-log" aria-labelledby="delivery-log-attempts">
          <div class="scroll" tabIndex={0} role="group" aria-label={t('feedAttempts')}>
            <table class="log-table">
              <thead>
                <tr>
                  <th scope="col">{t('feedAt')}</th>
                  <th scope="col" class="right">
                    {t('feedPosition')}
                  </th>
                  <th scope="col" class="wide">
                    {t('event')}
                  </th>
                  <th scope="col" class="wide">
                    {t('feedKind')}
                  </th>
                  <th scope="col">{t('feedOutcome')}</th>
                  <th scope="col" class="right">
                    {t('feedDuration')}
                  </th>
                  <th scope="col">
                    <span class="visually-hidden">{t('feedAnswer')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((attempt) => (
                  <Row
                    key={attempt.id}
                    attempt={attempt}
                    isOpen={opened.value === attempt.id}
                    toggle={() => (opened.value = opened.value === attempt.id ? null : attempt.id)}
                    again={
                      mayWrite && attempt.position !== null ? (
                        <Resend endpointId={endpoint.id} position={attempt.position} reload={reload} />
                      ) : null
                    }
                  />
                ))}
              </tbody>
            </table>
          </div>
          <Paging newer={newer} older={older} />
        </div>
      )}
    </Panel>
  );
}

interface RowProps {
  attempt: Attempt;
  isOpen: boolean;
  toggle: () => void;
  /** Null for a test, and for who may not. */
  again: ComponentChildren;
}

function Row({ attempt, isOpen, toggle, again }: RowProps) {
  const { position, type, kind, at, status, duration_ms, outcome, error } = attempt;
  return (
    <Fragment>
      <tr data-attempt={kind} class={`attempt-${outcome}`} aria-current={isOpen ? 'true' : undefined}>
        <td class="nowrap">{stamp(at)}</td>
        <td class="right">{countText(position)}</td>
        <td class="wide">{type === null ? <span class="missing">—</span> : <code>{shortName(type)}</code>}</td>
        <td class="wide">{t(kindNames[kind])}</td>
        <td>
          <State of={outcomes[outcome]} /> {status !== null && <span class="tag">{status}</span>}{' '}
          {error !== null && status === null && <span class="soft">{errorText(error)}</span>}
        </td>
        <td class="right nowrap">{grouped(duration_ms, 0)} ms</td>
        <td class="right">
          <button type="button" class="button button-small" aria-expanded={isOpen} aria-label={t('feedAnswer')} onClick={toggle}>
            <Icon name={isOpen ? 'up' : 'down'} />
          </button>
        </td>
      </tr>
      {isOpen && (
        <tr class="opened-row">
          <td colSpan={7}>
            <AttemptAnswer attempt={attempt} />
            {again}
          </td>
        </tr>
      )}
    </Fragment>
  );
}
