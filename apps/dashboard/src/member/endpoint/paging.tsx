/** From one page of a list to its neighbours. */
import { t } from '../../texts/language.store.ts';

export function Paging({ newer, older }: { newer: (() => void) | null; older: (() => void) | null }) {
  if (newer === null && older === null) return null;
  return (
    <nav class="paging no-print" aria-label={t('feedPaging')}>
      <button type="button" class="button button-small" disabled={newer === null} onClick={() => newer?.()}>
        {t('feedNewer')}
      </button>
      <button type="button" class="button button-small" disabled={older === null} onClick={() => older?.()}>
        {t('feedOlder')}
      </button>
    </nav>
  );
}
