/** A renovation 旧楼改造. The renovations of one building are counted together: the building once, and its latest indoor area. */
import { tenants } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import { latest, logsOf, mappingsTo, type Known } from '../../ledger/log.ts';
import type { Measure } from '../../ledger/measure.ts';
import { forever } from '../../ledger/spans.ts';
import type { Member, Membership, SubjectKind } from '../../ledger/subject-kind.ts';
import { stockEntries, type Entry } from '../../ledger/timeline.ts';
import { inBuilding } from './dimensions.ts';

export const buildingsRenovated: Measure = { code: 'buildings_renovated', dimensions: [inBuilding] };
/** m² */
export const indoorArea: Measure = { code: 'indoor_area_renovated', dimensions: [inBuilding] };
/** m² */
export const outdoorArea: Measure = { code: 'outdoor_area_renewed', dimensions: [inBuilding] };

interface Renovation {
  building_id: string | null;
  kind: string;
  indoor_area_m2: number;
  outdoor_area_m2: number;
  accepted_on: LocalDate;
}

const map = mappingsTo<Renovation>();

function projectsOf(known: Known): Renovation[] {
  return logsOf<Renovation>(known, 'tenants.renovation').map(({ log }) => latest(log) as Renovation);
}

type Indoor = { accepted_on: LocalDate; indoor_area_m2: number; of_building: boolean };

/** A building's renovation counts from its acceptance; one that belongs to no building is a group of its own. */
function memberships(known: Known, id: string): Membership<Indoor>[] {
  return projectsOf(known).flatMap(({ kind, building_id, accepted_on, indoor_area_m2 }) =>
    kind === 'building'
      ? [
          {
            group: building_id ?? id,
            from: accepted_on,
            to: forever,
            as: { accepted_on, indoor_area_m2, of_building: building_id !== null },
          },
        ]
      : [],
  );
}

function timeline(members: readonly Member<Indoor>[], id: string): Entry[] {
  const projects = [...members].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  const first = projects.find(({ as }) => as.of_building);
  const building = { building: id };
  return [
    ...(first ? stockEntries(buildingsRenovated, building, [first], 1) : []),
    ...projects.flatMap(({ from, as }, i) =>
      stockEntries(indoorArea, building, [{ from, to: projects[i + 1]?.from ?? forever }], as.indoor_area_m2),
    ),
  ];
}

function order({ as, member }: Member<Indoor>): string {
  return `${as.accepted_on} ${member}`;
}

/** Only an acceptance 竣工验收 counts; a project that is planned or begun is no renovation yet. */
export const renovation: SubjectKind = {
  name: 'tenants.renovation',
  title: { zh: '旧楼改造', en: 'Renovation' },
  version: 1,
  measures: [buildingsRenovated, indoorArea, outdoorArea],
  mappings: [
    map(tenants.RenovationAcceptedV1, ({ building_id, kind, indoor_area_m2, outdoor_area_m2, accepted_on }) => ({
      on: accepted_on,
      is: { building_id, kind, indoor_area_m2, outdoor_area_m2, accepted_on },
    })),
  ],
  timeline: (known) =>
    projectsOf(known).flatMap(({ building_id, accepted_on, outdoor_area_m2 }) =>
      stockEntries(outdoorArea, { building: building_id ?? 'none' }, [{ from: accepted_on, to: forever }], outdoor_area_m2),
    ),
  grouping: { memberships, timeline },
};
