/** The head of the alliance: the member in the chair, and the figures by which it is seen whether the alliance really works. */
import type { AllianceOverview, KpiAnswer } from '@park/contracts';
import { revision } from '../api/live-board.store.ts';
import { post } from '../api/park-api.client.ts';
import { useResource } from '../api/resource.store.ts';
import { addDays } from '../numbers/days.ts';
import { countText, figureLine, shortFigure } from '../numbers/figure-text.ts';
import { dayRange } from '../numbers/moment-text.ts';
import { State } from '../shell/state-mark.tsx';
import { Sum, SumBar } from '../shell/sum.tsx';
import { language, t } from '../texts/language.store.ts';
import { termKinds, termStates } from './states.ts';

const codes = ['member_orgs', 'needs_resolved_rate', 'resolutions_on_time', 'org_coverage'] as const;
type Code = (typeof codes)[number];

export function AllianceHead({ overview }: { overview: AllianceOverview | null }) {
  const figures = useResource<{ items: KpiAnswer[] }>(`head of the alliance ${revision.value}`, (signal) =>
    post('/kpis/query', { queries: codes.map((code) => ({ code })) }, signal),
  );
  const answers = new Map(figures.state.value.data?.items.map((answer) => [answer.code, answer]));
  const members = (role: string): string => countText(overview?.roles.find((one) => one.role === role)?.members.length);
  const roles = { council: members('council'), standing: members('standing'), member: members('member'), observer: members('observer') };
  return (
    <>
      <header class="page-head">
        <div>
          <h1 class="page-title" tabIndex={-1}>
            {t('allianceTitle')}
          </h1>
          <p class="page-days soft">{overview ? <Chair overview={overview} /> : ' '}</p>
        </div>
      </header>
      <ul class="page-sums">
        <Figure code="member_orgs" name={t('memberOrgs')} answer={answers.get('member_orgs')} note={t('rolesNote', roles)} />
        <Ratio code="needs_resolved_rate" name={t('needsResolved')} answer={answers.get('needs_resolved_rate')} note="needsResolvedNote" />
        <Ratio
          code="resolutions_on_time"
          name={t('resolutionsOnTime')}
          answer={answers.get('resolutions_on_time')}
          note="resolutionsOnTimeNote"
        />
        <Ratio code="org_coverage" name={t('orgCoverage')} answer={answers.get('org_coverage')} note="orgCoverageNote" />
      </ul>
    </>
  );
}

function Chair({ overview: { chair } }: { overview: AllianceOverview }) {
  if (chair === null) return <span>{t('noChair')}</span>;
  return (
    <>
      <span class="chair">
        {t('chairToday')} <strong>{chair.member.name ?? chair.code}</strong>
      </span>
      <span>{t('termUntil', { days: dayRange(chair.from, addDays(chair.to, -1), language.value) })}</span>
      {chair.kind === 'cycle' ? <State of={termStates[chair.state]} /> : <span class="tag">{t(termKinds[chair.kind])}</span>}
    </>
  );
}

interface FigureProps {
  code: Code;
  name: string;
  answer: KpiAnswer | undefined;
}

function valueOf(answer: KpiAnswer | undefined): string {
  return answer?.value === null || answer === undefined ? '—' : figureLine(shortFigure(answer.value, answer.unit, language.value));
}

function Figure({ code, name, answer, note }: FigureProps & { note: string }) {
  return <Sum name={name} value={valueOf(answer)} note={<FigureLink code={code} text={note} />} />;
}

function Ratio({ code, name, answer, note }: FigureProps & { note: 'needsResolvedNote' | 'resolutionsOnTimeNote' | 'orgCoverageNote' }) {
  const { numerator = null, denominator = null } = answer ?? {};
  const text = t(note, { n: countText(answer && (numerator ?? 0)), of: countText(answer && (denominator ?? 0)) });
  return (
    <Sum name={name} value={valueOf(answer)} note={<FigureLink code={code} text={text} />}>
      <SumBar part={numerator ?? 0} whole={denominator ?? 0} />
    </Sum>
  );
}

function FigureLink({ code, text }: { code: Code; text: string }) {
  return (
    <a class="link" href={`/figures/${code}`}>
      {text}
    </a>
  );
}
