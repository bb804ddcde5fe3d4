/** In three lines, how far the figures above can be trusted right now; each leads to the page on data quality. */
import type { DataQuality } from '@park/contracts';
import { duration } from '../numbers/moment-text.ts';
import { reconciliationVerdict, summaryOf, waitingVerdict } from '../quality/summary.ts';
import { language, t } from '../texts/language.store.ts';

export function TrustLines({ quality, isKnown }: { quality: DataQuality | null; isKnown: boolean }) {
  if (!quality)
    return (
      <p class="trust-lines soft" aria-busy={isKnown}>
        {isKnown ? t('loading') : t('errorUnreachable')}
      </p>
    );
  const summary = summaryOf(quality);
  const { lagS, isLate, waiting } = summary;
  const [parked, reconciled] = [waitingVerdict(summary), reconciliationVerdict(summary)];
  const lines: [name: string, text: string, isWell: boolean][] = [
    [t('lag'), lagS === null ? '—' : duration(lagS, language.value), !isLate],
    [t('parkedEvents'), parked.text === 'silentListeners' ? t(parked.text, { n: parked.n }) : String(waiting), parked.isWell],
    [t('reconciliation'), t(reconciled.text, { n: reconciled.n, of: reconciled.of }), reconciled.isWell],
  ];
  return (
    <a class="trust-lines" href="/quality">
      {lines.map(([name, text, isWell]) => (
        <span key={name} class="trust-line">
          <span class={isWell ? 'lamp lamp-well' : 'lamp lamp-ill'} aria-hidden="true" />
          <span class="trust-name">{name}</span>
          <span class="trust-text">{text}</span>
        </span>
      ))}
    </a>
  );
}
