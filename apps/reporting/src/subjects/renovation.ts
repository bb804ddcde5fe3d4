/** The renovations 旧楼改造 of one building, or one outdoor project that belongs to no building. */
import { tenants } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import { hearing, latest, logs, type Known } from '../ledger/said.ts';
import { forever } from '../ledger/spans.ts';
import type { SubjectKind } from '../ledger/subject-kind.ts';
import { standing, type Entry } from '../ledger/timeline.ts';

interface Renovation {
  building_id: string | null;
  kind: string;
  indoor_area_m2: number;
  outdoor_area_m2: number;
  accepted_on: LocalDate;
}

const hear = hearing<Renovation>();

function accepted(known: Known): Renovation[] {
  return logs<Renovation>(known, 'renovation')
    .map(({ log }) => latest(log) as Renovation)
    .sort((a, b) => (a.accepted_on < b.accepted_on ? -1 : 1));
}

/** Only an acceptance 竣工验收 counts; what was planned or begun is no renovation yet. */
export const renovation: SubjectKind = {
  name: 'renovation',
  hears: [
    hear(tenants.RenovationAcceptedV1, ({ building_id, kind, indoor_area_m2, outdoor_area_m2, accepted_on }, { subject }) => ({
      about: building_id ?? subject,
      on: accepted_on,
      is: { building_id, kind, indoor_area_m2, outdoor_area_m2, accepted_on },
    })),
  ],
  timeline(known, id) {
    const projects = accepted(known);
    const indoor = projects.filter(({ kind }) => kind === 'building');
    return [...building(indoor, id), ...indoor.flatMap((project, i) => inside(project, indoor[i + 1], id)), ...outside(projects)];
  },
};

function building(projects: readonly Renovation[], id: string): Entry[] {
  const first = projects.find(({ building_id }) => building_id !== null);
  return first ? standing('buildings_renovated', { building: id }, [{ from: first.accepted_on, to: forever }], 1) : [];
}

/** A building that is renovated again counts with the later project's area only. */
function inside(project: Renovation, next: Renovation | undefined, id: string): Entry[] {
  const until = next?.accepted_on ?? forever;
  return standing('indoor_area_renovated', { building: id }, [{ from: project.accepted_on, to: until }], project.indoor_area_m2);
}

function outside(projects: readonly Renovation[]): Entry[] {
  return projects.flatMap(({ building_id, accepted_on, outdoor_area_m2 }) =>
    standing('outdoor_area_renewed', { building: building_id ?? 'none' }, [{ from: accepted_on, to: forever }], outdoor_area_m2),
  );
}
