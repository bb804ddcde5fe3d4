/** The places of a gathering as a bar: those who came and the others confirmed, of the capacity; beside it those who wait. */
import type { GatheringSummary } from '@park/contracts';
import { grouped, percentText } from '../numbers/figure-text.ts';
import { t } from '../texts/language.store.ts';
import { sharesOf } from './timetable-layout.ts';

/** Nobody registers for these. */
const notOpen: readonly GatheringSummary['state'][] = ['draft', 'in_review', 'approved', 'cancelled'];

export function Seats({ gathering }: { gathering: GatheringSummary }) {
  const { state, confirmed, capacity, waiting, attended, fill_rate, show_rate } = gathering;
  if (notOpen.includes(state)) return <p class="seats seats-text soft">{t('placesN', { n: grouped(capacity, 0) })}</p>;
  const { came, confirmed: others, waiting: queue } = sharesOf(gathering);
  return (
    <div class="seats">
      <div class="seats-bar" aria-hidden="true">
        <span class="seats-came" style={{ width: `${came}%` }} />
        <span class="seats-confirmed" style={{ width: `${others}%` }} />
        <span class="seats-waiting" style={{ width: `${queue}%` }} />
      </div>
      <p class="seats-text">
        <span class="seats-of">
          <span class="visually-hidden">{t('seatsLabel', { confirmed: grouped(confirmed, 0), capacity: grouped(capacity, 0) })}</span>
          <span aria-hidden="true">
            <strong>{grouped(confirmed, 0)}</strong> / {grouped(capacity, 0)}
          </span>{' '}
          <span class="soft">{percentText(fill_rate)}</span>
        </span>
        {waiting > 0 && <span class="seats-queue">{t('waitingN', { n: grouped(waiting, 0) })}</span>}
        {show_rate !== null && (
          <span class="soft">
            {t('cameN', { n: grouped(attended, 0) })} {percentText(show_rate)}
          </span>
        )}
      </p>
    </div>
  );
}

export function SeatsLegend() {
  const entries = [
    ['came', t('placesCame')],
    ['confirmed', t('confirmedPlaces')],
    ['waiting', t('waitingList')],
    ['free', t('freePlaces')],
  ] as const;
  return (
    <ul class="legend">
      {entries.map(([name, text]) => (
        <li key={name}>
          <span class={`swatch seats-${name}`} aria-hidden="true" />
          {text}
        </li>
      ))}
    </ul>
  );
}
