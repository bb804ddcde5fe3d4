/** The delivery log of an endpoint: every attempt, and the entries that are not acknowledged. */
import { address } from '../../address/address.store.ts';
import { t } from '../../texts/language.store.ts';
import { Tabs } from '../shell/tabs.tsx';
import { AttemptsTable } from './attempts-table.tsx';
import { DeliveriesTable } from './deliveries-table.tsx';
import { askFor, type LogProps } from './log-filters.store.ts';

export function DeliveryLog(props: LogProps) {
  const asked = new URLSearchParams(address.value.search);
  const shown = asked.get('log') === 'open' ? 'open' : 'attempts';
  const choose = (log: 'open' | 'attempts'): void => askFor({ log: log === 'open' ? log : null });
  const tabs = (
    <Tabs
      label={t('feedLog')}
      panel="delivery-log"
      tabs={[
        ['attempts', t('feedAttempts')],
        ['open', t('feedNotAcknowledged')],
      ]}
      shown={shown}
      choose={choose}
    />
  );
  return shown === 'attempts' ? <AttemptsTable {...props} tabs={tabs} /> : <DeliveriesTable {...props} tabs={tabs} />;
}
