/** The head of a season: its name and days, the choice of another one, and its sums. */
import type { GatheringSummary, SeasonSummary } from '@park/contracts';
import { addDays } from '../numbers/days.ts';
import { countText, percentText } from '../numbers/figure-text.ts';
import { dayRange } from '../numbers/moment-text.ts';
import { language, said, t } from '../texts/language.store.ts';
import { State } from '../shell/state-mark.tsx';
import { Sum, SumBar } from '../shell/sum.tsx';
import { seasonStates } from './states.ts';

interface Props {
  /** Null until it is known. */
  summary: SeasonSummary | null;
  /** Null until they are known. */
  items: readonly GatheringSummary[] | null;
  seasons: readonly SeasonSummary[];
  chosen: string | null;
  choose: (id: string) => void;
}

export function SeasonHead({ summary, items, seasons, chosen, choose }: Props) {
  return (
    <>
      <header class="page-head">
        <div>
          <h1 class="page-title" tabIndex={-1}>
            {summary ? said(summary.name) : t('season')}
          </h1>
          <p class="page-days soft">
            {summary ? dayRange(summary.starts_on, addDays(summary.ends_on, -1), language.value) : ' '}
            {summary?.state && <State of={seasonStates[summary.state]} />}
          </p>
        </div>
        <label class="field no-print">
          <span>{t('chooseSeason')}</span>
          <select value={chosen ?? ''} disabled={seasons.length === 0} onChange={({ currentTarget: { value } }) => choose(value)}>
            {seasons.map(({ id, name, code, starts_on }) => (
              <option key={id} value={id}>
                {code === null ? said(name) : `${starts_on.slice(0, 4)} ${said(name)}`}
              </option>
            ))}
          </select>
        </label>
      </header>
      <ul class="page-sums">
        <Sums summary={summary} items={items} />
      </ul>
    </>
  );
}

function Sums({ summary, items }: Pick<Props, 'summary' | 'items'>) {
  const { gatherings, held, confirmed, capacity, attended } = summary ?? {};
  const begun = (items ?? []).filter(({ show_rate }) => show_rate !== null);
  const of = sumOf(begun, ({ confirmed: places }) => places);
  const rate = of === 0 ? null : percentText((sumOf(begun, ({ attended: came }) => came) / of) * 100);
  return (
    <>
      <Sum name={t('gatheringsSum')} value={countText(gatherings)} note={t('ofHeld', { n: countText(held) })} />
      <Sum name={t('places')} value={countText(confirmed)} note={t('ofCapacity', { n: countText(capacity) })}>
        <SumBar part={confirmed ?? 0} whole={capacity ?? 0} />
      </Sum>
      <Sum name={t('placesCame')} value={countText(attended)} note={rate === null ? t('notBegun') : t('showRateOf', { rate })} />
      <Sum name={t('waitingList')} value={countText(items && sumOf(items, ({ waiting }) => waiting))} note={t('waitingNow')} />
    </>
  );
}

function sumOf(items: readonly GatheringSummary[], of: (one: GatheringSummary) => number): number {
  return items.reduce((sum, one) => sum + of(one), 0);
}
