/** A project 项目 that members carry out together. */
import { alliance } from '@park/contracts';
import type { LocalDate } from '@park/kernel';
import { latest, logsOf, mappingsTo, type Known } from '../../ledger/log.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';
import { placeInList } from './list-place.ts';

interface JointProject {
  code: string;
  state: string;
  mode: string;
  membership_id: string;
  title: string;
  due_on: LocalDate;
  proposed_on: LocalDate;
  settled_on: LocalDate;
}

const map = mappingsTo<JointProject>();

type Head = { code: string; to_state: string; mode: string; lead_membership_id: string; due_on: LocalDate };

function headOf({ code, to_state: state, mode, lead_membership_id: membership_id, due_on }: Head): Partial<JointProject> {
  return { code, state, mode, membership_id, due_on };
}

function moved(data: Head): { is: Partial<JointProject> } {
  return { is: headOf(data) };
}

function settled(data: Head, { effectivedate }: { effectivedate: LocalDate }): { is: Partial<JointProject> } {
  return { is: { ...headOf(data), settled_on: effectivedate } };
}

export function jointProjectOf(known: Known): Partial<JointProject> {
  return latest(logsOf<JointProject>(known, 'alliance.project')[0]?.log ?? []);
}

const openStates = ['proposed', 'approved', 'in_progress'];

export const jointProject: SubjectKind = {
  name: 'alliance.project',
  title: { zh: '联盟项目', en: 'Project of the alliance' },
  version: 2,
  belongsTo(known) {
    const { state = '', settled_on } = jointProjectOf(known);
    return placeInList(openStates.includes(state), settled_on);
  },
  measures: [],
  mappings: [
    map(alliance.ProjectProposedV1, (data, { effectivedate }) => ({
      is: { ...headOf(data), title: data.title, proposed_on: effectivedate },
    })),
    map(alliance.ProjectApprovedV1, (data) => ({ is: { ...headOf(data), title: data.title } })),
    map(alliance.ProjectStartedV1, moved),
    map(alliance.ProjectDueDayChangedV1, moved),
    map(alliance.ProjectCompletedV1, settled),
    map(alliance.ProjectEvaluatedV1, moved),
    map(alliance.ProjectRejectedV1, settled),
    map(alliance.ProjectCancelledV1, settled),
  ],
};
