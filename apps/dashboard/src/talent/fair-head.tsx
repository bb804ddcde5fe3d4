/** The head of a fair: its name, day and state, the choice of another one, and its sums. */
import type { FairAnswer, FairSummary, GatheringAnswer } from '@park/contracts';
import { countText } from '../numbers/figure-text.ts';
import { longDay } from '../numbers/moment-text.ts';
import { State } from '../shell/state-mark.tsx';
import { Sum, SumBar } from '../shell/sum.tsx';
import { language, said, t } from '../texts/language.store.ts';
import { fairStates } from './states.ts';

interface Props {
  /** Null until it is known. */
  summary: FairSummary | null;
  answer: FairAnswer | null;
  gathering: GatheringAnswer['gathering'] | null;
  fairs: readonly FairSummary[];
  choose: (id: string) => void;
}

export function FairHead({ summary, answer, gathering, fairs, choose }: Props) {
  return (
    <>
      <header class="page-head">
        <div>
          <h1 class="page-title" tabIndex={-1}>
            {summary?.name ? said(summary.name) : (summary?.code ?? t('talent'))}
          </h1>
          <p class="page-days soft">{summary ? <Days summary={summary} /> : ' '}</p>
        </div>
        <label class="field no-print">
          <span>{t('chooseFair')}</span>
          <select value={summary?.id ?? ''} disabled={fairs.length === 0} onChange={({ currentTarget: { value } }) => choose(value)}>
            {fairs.map(({ id, name, code, fair_on }) => (
              <option key={id} value={id}>
                {[fair_on ?? t('dayUnknown'), name ? said(name) : code].join(' ')}
              </option>
            ))}
          </select>
        </label>
      </header>
      <ul class="page-sums">
        <Sums summary={summary} answer={answer} gathering={gathering} />
      </ul>
    </>
  );
}

function Days({ summary: { code, fair_on, state, report_due_on, is_report_overdue } }: { summary: FairSummary }) {
  return (
    <>
      <span>{fair_on === null ? t('dayUnknown') : longDay(fair_on, language.value)}</span>
      <span>{code}</span>
      <State of={fairStates[state]} />
      {state === 'closed' && report_due_on !== null && (
        <span class={is_report_overdue ? 'tag tag-warn' : 'tag'}>
          {t(is_report_overdue ? 'reportOverdue' : 'reportDue', { day: report_due_on })}
        </span>
      )}
    </>
  );
}

function Sums({ summary, answer, gathering }: Pick<Props, 'summary' | 'answer' | 'gathering'>) {
  const { employers_confirmed: confirmed, employers_checked_in: came, booth_no_shows: missed, postings, headcount } = summary ?? {};
  const applied = new Map(answer?.applications.map(({ stage, count }) => [stage, count]));
  return (
    <>
      <Sum
        name={t('employersCame')}
        value={countText(came)}
        note={t('employersNote', { n: countText(confirmed), missed: countText(missed), waiting: countText(answer?.waiting) })}
      >
        <SumBar part={came ?? 0} whole={confirmed ?? 0} />
      </Sum>
      <Sum name={t('postings')} value={countText(postings)} note={t('headcountNote', { n: countText(headcount) })} />
      <Sum
        name={t('entries')}
        value={countText(gathering?.attended)}
        note={t('entriesNote', { n: countText(gathering?.confirmed), of: countText(gathering?.capacity) })}
      >
        <SumBar part={gathering?.attended ?? 0} whole={gathering?.confirmed ?? 0} />
      </Sum>
      <Sum
        name={t('applicationsHere')}
        value={countText(applied.get('submitted'))}
        note={t('applicationsNote', { shortlisted: countText(applied.get('shortlisted')), offered: countText(applied.get('offered')) })}
      />
    </>
  );
}
