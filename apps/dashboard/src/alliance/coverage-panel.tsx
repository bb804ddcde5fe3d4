/** How far the enterprises of the park are covered, as bars, and what would raise it. */
import type { AllianceCoverage, AllianceOverview } from '@park/contracts';
import type { Source } from '../api/resource.store.ts';
import { grouped, percentText } from '../numbers/figure-text.ts';
import { Panel } from '../shell/panel.tsx';
import { t } from '../texts/language.store.ts';
import { raisesOf, rateOf, type Raise } from './raising.ts';

export function CoveragePanel({ source }: { source: Source<AllianceOverview> }) {
  const { data } = source.state.value;
  return (
    <Panel
      class="coverage"
      title={t('coverage')}
      lead={data ? t('coverageLead', { n: grouped(data.coverage.operating, 0) }) : '\u00a0'}
      source={source}
      lines={10}
      empty={({ coverage }) => (coverage.operating === 0 ? t('noEnterprises') : null)}
    >
      {({ coverage }) => (
        <>
          <Bars coverage={coverage} />
          <h3 class="part-title raise-title">{t('raise')}</h3>
          <ul class="raises">
            {raisesOf(coverage).map((raise) => (
              <RaiseLine key={raise.what} raise={raise} />
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

function Bars({ coverage }: { coverage: AllianceCoverage }) {
  const { operating, own_org, joint_org, work_covered, with_youth, league_covered } = coverage;
  const of = (n: number): string => t('covOf', { n: grouped(n, 0), of: grouped(operating, 0) });
  return (
    <dl class="cov-bars">
      <Bar
        name={t('covOrg')}
        code="org_coverage"
        part={own_org + joint_org}
        whole={operating}
        words={of(own_org + joint_org)}
        second={joint_org}
      >
        <span class="cov-key">
          <span class="swatch cov-own" aria-hidden="true" />
          {t('covOwn')} {grouped(own_org, 0)} · {percentText(rateOf(own_org, operating))}
        </span>
        <span class="cov-key">
          <span class="swatch cov-joint" aria-hidden="true" />
          {t('covJoint')} {grouped(joint_org, 0)} · {percentText(rateOf(joint_org, operating))}
        </span>
      </Bar>
      <Bar name={t('covWork')} code="work_coverage" part={work_covered} whole={operating} words={of(work_covered)} />
      <Bar
        name={t('covLeague')}
        code="league_coverage"
        part={league_covered}
        whole={with_youth}
        words={t('covLeagueOf', { n: grouped(league_covered, 0), of: grouped(with_youth, 0) })}
      />
    </dl>
  );
}

interface BarProps {
  name: string;
  code: string;
  part: number;
  whole: number;
  words: string;
  /** Of the part, drawn apart from the rest of it. */
  second?: number;
  children?: preact.ComponentChildren;
}

function Bar({ name, code, part, whole, words, second = 0, children }: BarProps) {
  const width = (n: number): string => `${rateOf(n, whole) ?? 0}%`;
  return (
    <div class="cov">
      <dt>
        <a class="link" href={`/figures/${code}`}>
          {name}
        </a>
      </dt>
      <dd>
        <span class="cov-words">
          <strong>{percentText(rateOf(part, whole))}</strong> <span class="soft">{words}</span>
        </span>
        <span class="cov-track" aria-hidden="true">
          <span class="cov-own" style={{ width: width(part - second) }} />
          <span class="cov-joint" style={{ width: width(second) }} />
        </span>
        {children && <span class="cov-keys">{children}</span>}
      </dd>
    </div>
  );
}

const sentences = {
  own: ['raiseOwn', 'raiseOwnTo'],
  work: ['raiseWork', 'raiseWorkTo'],
  league: ['raiseLeague', 'raiseLeagueTo'],
} as const;

function RaiseLine({ raise: { what, enterprises, from, to } }: { raise: Raise }) {
  const [has, then] = sentences[what];
  return (
    <li class="raise">
      <strong>{grouped(enterprises, 0)}</strong>
      <span>
        {t(has)}
        <span class="soft raise-then">{t(then, { from: percentText(from), to: percentText(to) })}</span>
      </span>
    </li>
  );
}
