/** The figure in large, with all that says what it is worth. */
import type { KpiDefinition } from '@park/contracts';
import type { Source } from '../api/resource.store.ts';
import { ChangeChip, VerifiedShare } from '../board/tile.tsx';
import { changeSince } from '../numbers/change.ts';
import { exactFigure, figureLine, grouped, shortFigure } from '../numbers/figure-text.ts';
import { stamp } from '../numbers/moment-text.ts';
import { ErrorNotice, StaleNotice } from '../shell/notices.tsx';
import { language, said, t } from '../texts/language.store.ts';
import { reasonText } from '../texts/reasons.ts';
import type { FigureAnswers } from './figure-page.tsx';

export function FigureHead({ definition, source }: { definition: KpiDefinition; source: Source<FigureAnswers> }) {
  const { data, error, isLoading, loadedAt } = source.state.value;
  return (
    <header class="figure-head" aria-busy={isLoading}>
      <p class="crumbs">
        <a href="/figures">{t('figures')}</a> <span aria-hidden="true">/</span> <code>{definition.code}</code>
      </p>
      <h1 tabIndex={-1}>{said(definition.name)}</h1>
      {data && error !== null && !isLoading && <StaleNotice since={loadedAt!} retry={source.reload} />}
      {data ? (
        <Value answers={data} times={definition.times} />
      ) : error !== null && !isLoading ? (
        <ErrorNotice error={error} retry={source.reload} />
      ) : (
        <div class="skeleton skeleton-value" />
      )}
    </header>
  );
}

function Value({ answers: { headline, yearBefore }, times }: { answers: FigureAnswers; times: number }) {
  const { value, unit, numerator, denominator, null_reason, as_of, from, to, known_at, watermark, verified_share, deriving } = headline;
  const short = value === null ? null : shortFigure(value, unit, language.value);
  const exact = value === null ? null : figureLine(exactFigure(value, unit, language.value));
  const isRounded = short !== null && exact !== figureLine(short);
  return (
    <div class="figure-value">
      <p class="figure-number">
        <span class="number">{short?.number ?? '—'}</span>
        {short?.unit && <span class={short.unit === '%' ? 'unit unit-percent' : 'unit'}>{short.unit}</span>}
      </p>
      <div class="figure-notes">
        <p>
          {value === null ? t(reasonText(null_reason)) : isRounded && <strong>{exact}</strong>}
          {denominator !== null && (
            <span class="figure-ratio">
              {numerator === null
                ? t('ofValues', { count: grouped(denominator) })
                : `= ${grouped(numerator)} ÷ ${grouped(denominator)}${scaleOf(times)}`}
            </span>
          )}
        </p>
        <p>
          {yearBefore && <ChangeChip change={changeSince(yearBefore.value, value, unit)} />}
          {verified_share !== null && <VerifiedShare share={verified_share} />}
        </p>
        <p class="figure-when">
          <span>{from && to ? t('periodOf', { from, to }) : t('asOfDay', { day: as_of })}</span>
          {known_at && <span>{t('asKnownAt', { at: stamp(known_at) })}</span>}
          {watermark && <span>{t('watermarkAt', { at: stamp(watermark) })}</span>}
          {deriving && <span>{t('derivingNow')}</span>}
        </p>
      </div>
    </div>
  );
}

/** The divisor that a quotient still lacks; percent says it by its sign. */
function scaleOf(times: number): string {
  return times < 1 ? ` ÷ ${grouped(1 / times)}` : '';
}
