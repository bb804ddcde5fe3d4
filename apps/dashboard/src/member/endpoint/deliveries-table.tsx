/** The entries that the endpoint has not acknowledged: waiting for the next attempt, held behind another, or given up. */
import type { ComponentChildren } from 'preact';
import { address } from '../../address/address.store.ts';
import { grouped } from '../../numbers/figure-text.ts';
import { stamp } from '../../numbers/moment-text.ts';
import { Panel } from '../../shell/panel.tsx';
import { State } from '../../shell/state-mark.tsx';
import { t } from '../../texts/language.store.ts';
import type { Delivery, DeliveryState } from '../api.ts';
import { deliveryStates } from '../doors/door-states.ts';
import { shortName } from '../subscriptions/filter-text.ts';
import { errorText } from './attempt-answer.tsx';
import { askFor, type LogProps } from './log-filters.store.ts';
import { Paging } from './paging.tsx';
import { usePages } from './pages.store.ts';
import { Resend } from './resend.tsx';

export function DeliveriesTable({ endpoint, revision, mayWrite, reload, tabs }: LogProps & { tabs: ComponentChildren }) {
  const state = new URLSearchParams(address.value.search).get('delivery') ?? '';
  const query = new URLSearchParams({ limit: '25', ...(state in deliveryStates && { state }) });
  const { source, newer, older } = usePages<Delivery>(`/endpoints/${endpoint.id}/deliveries?${query}`, revision);
  return (
    <Panel
      class="delivery-log"
      title={t('feedLog')}
      lead={tabs}
      source={source}
      lines={10}
      empty={({ items }) => (items.length === 0 ? t('feedNoDeliveries') : null)}
      actions={
        <select aria-label={t('listState')} value={state} onChange={({ currentTarget: { value } }) => askFor({ delivery: value || null })}>
          <option value="">{t('feedAllStates')}</option>
          {(Object.keys(deliveryStates) as DeliveryState[]).map((one) => (
            <option key={one} value={one}>
              {t(deliveryStates[one].text)}
            </option>
          ))}
        </select>
      }
    >
      {({ items }) => (
        <div role="tabpanel" id="delivery-log" aria-labelledby="delivery-log-open">
          <div class="scroll" tabIndex={0} role="group" aria-label={t('feedNotAcknowledged')}>
            <table class="log-table">
              <thead>
                <tr>
                  <th scope="col" class="right">
                    {t('feedPosition')}
                  </th>
                  <th scope="col" class="wide">
                    {t('event')}
                  </th>
                  <th scope="col">{t('listState')}</th>
                  <th scope="col" class="right wide">
                    {t('feedTries')}
                  </th>
                  <th scope="col">{t('feedNextAt')}</th>
                  <th scope="col">
                    <span class="visually-hidden">{t('feedResend')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map(({ position, type, state: own, attempts, next_at, last_error }) => (
                  <tr key={position}>
                    <td class="right">{grouped(position, 0)}</td>
                    <td class="wide">
                      <code>{shortName(type)}</code>
                    </td>
                    <td>
                      <State of={deliveryStates[own]} /> {last_error !== null && <span class="soft">{errorText(last_error)}</span>}
                    </td>
                    <td class="right wide">{grouped(attempts, 0)}</td>
                    <td class="nowrap">{next_at ? stamp(next_at) : <span class="missing">—</span>}</td>
                    <td class="right">{mayWrite && <Resend endpointId={endpoint.id} position={position} reload={reload} />}</td>
                  </tr>
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
