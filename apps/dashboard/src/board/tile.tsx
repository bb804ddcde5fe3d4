/** One headline figure: what it is now, what it was a year ago, how it came here; it leads to the figure's own page. */
import type { BoardTile } from '@park/contracts';
import { age, isStale } from '../api/live-board.store.ts';
import { Sparkline } from '../charts/sparkline.tsx';
import { changeSince, directionOf, type Change } from '../numbers/change.ts';
import { figureLine, grouped, shortFigure, signed } from '../numbers/figure-text.ts';
import { duration } from '../numbers/moment-text.ts';
import { language, said, t } from '../texts/language.store.ts';
import { reasonText } from '../texts/reasons.ts';
import { useMove, useRolling } from './rolling-number.store.ts';

export function Tile({ tile, isHeadline = false }: { tile: BoardTile; isHeadline?: boolean }) {
  const { code, name, unit, value, null_reason, verified_share, year_before, trend } = tile;
  const move = useMove(value).value;
  const change = changeSince(year_before, value, unit);
  const classes = ['tile', isHeadline && 'tile-headline', move && 'tile-moved', isStale.value && 'tile-stale'].filter(Boolean).join(' ');
  return (
    <a class={classes} href={`/figures/${code}`} data-code={code}>
      <span class="tile-name">{said(name)}</span>
      <TileValue tile={tile} />
      {move && (
        <span class="tile-move" key={move.count} aria-live="polite">
          {signed(move.by)}
        </span>
      )}
      <Sparkline values={trend} />
      <span class="tile-foot">
        {isStale.value && value !== null ? (
          <LastKnown tile={tile} />
        ) : (
          <>
            {value === null ? <span>{t(reasonText(null_reason))}</span> : <ChangeChip change={change} />}
            {verified_share !== null && <VerifiedShare share={verified_share} />}
          </>
        )}
      </span>
    </a>
  );
}

function TileValue({ tile: { value, unit } }: { tile: BoardTile }) {
  const rolling = useRolling(value).value;
  const shown = rolling === null ? null : shortFigure(steady(rolling, value), unit, language.value);
  if (isStale.value || !shown) {
    return (
      <span class="tile-value">
        <span class="number">—</span>
      </span>
    );
  }
  return (
    <span class="tile-value">
      <span class="number">{shown.number}</span>
      {shown.unit && <span class={shown.unit === '%' ? 'unit unit-percent' : 'unit'}>{shown.unit}</span>}
    </span>
  );
}

/** An old value is not shown as if it were the present one. */
function LastKnown({ tile: { value, unit } }: { tile: BoardTile }) {
  const figure = value === null ? '—' : figureLine(shortFigure(value, unit, language.value));
  return <span class="tile-last">{t('lastKnown', { figure, age: duration((age.value ?? 0) / 1_000, language.value) })}</span>;
}

/** Whole numbers stay whole while they roll. */
function steady(rolling: number, target: number | null): number {
  return target !== null && Number.isInteger(target) ? Math.round(rolling) : rolling;
}

export function ChangeChip({ change }: { change: Change }) {
  if (change.kind === 'none') return <span class="change change-none">{t('noYearBefore')}</span>;
  const direction = directionOf(change);
  if (direction === 0) return <span class="change">{t('sameAsYearBefore')}</span>;
  const amount = Math.abs(change.amount);
  const text = {
    points: () => t('points', { n: grouped(amount, 1, 1) }),
    percent: () => `${grouped(amount, 1, 1)}%`,
    absolute: () => grouped(amount, 2),
  }[change.kind]();
  return (
    <span class="change">
      <span class="change-amount" aria-label={`${t(direction < 0 ? 'less' : 'more')} ${text}`}>
        {direction < 0 ? '▼' : '▲'} {text}
      </span>{' '}
      <span class="change-to">{t('toYearBefore')}</span>
    </span>
  );
}

export function VerifiedShare({ share }: { share: number }) {
  const percent = grouped(share * 100, 0);
  return (
    <span class="verified" title={t('verifiedTitle', { n: percent })}>
      <svg class="verified-ring" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6" pathLength="100" />
        <circle class="verified-part" cx="8" cy="8" r="6" pathLength="100" stroke-dasharray={`${share * 100} 100`} />
      </svg>
      {t('verified', { n: percent })}
    </span>
  );
}
