/** Ways to raise the coverages: how many enterprises each concerns, and the rate that follows if all of them are covered. */
import type { AllianceCoverage } from '@park/contracts';

export function rateOf(part: number, whole: number): number | null {
  return whole === 0 ? null : (part / whole) * 100;
}

export interface Raise {
  what: 'own' | 'work' | 'league';
  enterprises: number;
  from: number | null;
  to: number | null;
}

export function raisesOf(coverage: AllianceCoverage): Raise[] {
  const { operating, own_org, due_own_org, work_covered, uncovered, with_youth, league_covered, youth_without_league } = coverage;
  const raise = (what: Raise['what'], enterprises: number, now: number, of: number): Raise => ({
    what,
    enterprises,
    from: rateOf(now, of),
    to: rateOf(now + enterprises, of),
  });
  return [
    raise('own', due_own_org, own_org, operating),
    raise('work', uncovered, work_covered, operating),
    raise('league', youth_without_league, league_covered, with_youth),
  ];
}
