/** How far the figures can be trusted right now, and what can be done about what is wrong. */
import type { DataQuality } from '@park/contracts';
import { get } from '../api/park-api.client.ts';
import { useResource } from '../api/resource.store.ts';
import { duration, stamp } from '../numbers/moment-text.ts';
import { useTitle } from '../shell/title.store.ts';
import { language, t } from '../texts/language.store.ts';
import { ParkedPanel } from './parked-panel.tsx';
import { ProjectionPanel } from './projection-panel.tsx';
import { ReconciliationPanel } from './reconciliation-panel.tsx';
import { SourcesPanel } from './sources-panel.tsx';
import { reconciliationVerdict, summaryOf, waitingVerdict } from './summary.ts';

const everyMs = 10_000;

export function QualityPage() {
  useTitle(t('quality'));
  const source = useResource('quality', (signal) => get<DataQuality>('/data-quality', signal), { everyMs });
  const { data } = source.state.value;
  return (
    <main class="page" id="main">
      <h1 class="page-title" tabIndex={-1}>
        {t('quality')}
      </h1>
      <Summary quality={data} />
      <div class="quality-grid">
        <div>
          <SourcesPanel source={source} />
          <ParkedPanel source={source} />
          <ProjectionPanel deriving={data?.deriving.length ?? 0} />
        </div>
        <div>
          <ReconciliationPanel source={source} />
        </div>
      </div>
    </main>
  );
}

function Summary({ quality }: { quality: DataQuality | null }) {
  if (!quality) return null;
  const summary = summaryOf(quality);
  const { lagS, isLate, waiting, breaks, unreachable, checked } = summary;
  const [parked, reconciled] = [waitingVerdict(summary), reconciliationVerdict(summary)];
  const lamps: [name: string, text: string, note: string, isWell: boolean][] = [
    [
      t('lag'),
      lagS === null ? '—' : duration(lagS, language.value),
      quality.watermark ? t('watermarkAt', { at: stamp(quality.watermark) }) : t('reasonNothingKnown'),
      !isLate,
    ],
    [t('parkedEvents'), String(waiting), t(parked.text, { n: parked.n }), parked.isWell],
    [
      t('reconciliation'),
      checked === 0 ? '—' : `${checked - breaks - unreachable} / ${checked}`,
      t(reconciled.text, { n: reconciled.n, of: reconciled.of }),
      reconciled.isWell,
    ],
  ];
  return (
    <ul class="quality-summary">
      {lamps.map(([name, text, note, isWell]) => (
        <li key={name} class="panel">
          <span class="soft">
            <span class={isWell ? 'lamp lamp-well' : 'lamp lamp-ill'} aria-hidden="true" /> {name}
          </span>
          <strong>{text}</strong>
          <span class="soft">{note}</span>
        </li>
      ))}
    </ul>
  );
}
