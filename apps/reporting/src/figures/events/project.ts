/** A project 项目 and an investor: they contribute nothing by themselves, but their names stand beside pitches, meetings and deals. */
import { events } from '@park/contracts';
import { latest, logsOf, mappingsTo, type Known } from '../../ledger/log.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';

interface Named {
  code: string;
  name: string;
}

const map = mappingsTo<Named>();

function named({ code, name }: Named): { is: Named } {
  return { is: { code, name } };
}

export const project: SubjectKind = {
  name: 'events.project',
  title: { zh: '项目', en: 'Project' },
  version: 1,
  measures: [],
  mappings: [map(events.ProjectRegisteredV1, named), map(events.ProjectChangedV1, named)],
};

export const investor: SubjectKind = {
  name: 'events.investor',
  title: { zh: '投资机构', en: 'Investor' },
  version: 1,
  measures: [],
  mappings: [map(events.InvestorRegisteredV1, named), map(events.InvestorChangedV1, named)],
};

/** The code where there is no name. */
export function nameIn(known: Known): string {
  const [own] = Object.keys(known).flatMap((aggregate) => logsOf<Named>(known, aggregate));
  const { code = '', name = code } = latest(own?.log ?? []);
  return name;
}
