/** A pitch 路演: counts on the day on which the project is presented. */
import { events } from '@park/contracts';
import { latest, logsOf, mappingsTo, type Known } from '../../ledger/log.ts';
import type { Measure } from '../../ledger/measure.ts';
import type { SubjectKind } from '../../ledger/subject-kind.ts';
import { flowEntry } from '../../ledger/timeline.ts';
import { applicant, atGathering, inSeason, projectStage, sector } from './dimensions.ts';

export const pitchesPresented: Measure = {
  code: 'pitches_presented',
  dimensions: [inSeason, atGathering, sector, projectStage, applicant],
};

export interface Pitch {
  code: string;
  state: string;
  gathering_id: string;
  season_id: string | null;
  project_id: string;
  stage: string;
  sector: string;
  applied_as: string;
  order: number | null;
  presented_on: string;
  score: number;
  rank: number;
  n_judges: number;
  n_conflicts: number;
}

const map = mappingsTo<Pitch>();

type Head = Pick<Pitch, 'code' | 'gathering_id' | 'season_id' | 'project_id' | 'stage' | 'sector' | 'applied_as'> & { to_state: string };

function headOf({ code, to_state, gathering_id, season_id, project_id, stage, sector: of, applied_as }: Head): Partial<Pitch> {
  return { code, state: to_state, gathering_id, season_id, project_id, stage, sector: of, applied_as };
}

function moved(data: Head): { is: Partial<Pitch> } {
  return { is: headOf(data) };
}

export function pitchOf(known: Known): Partial<Pitch> {
  const [own] = logsOf<Pitch>(known, 'events.pitch');
  return latest(own?.log ?? []);
}

const presented = ['presented', 'scored', 'advised'];

export const pitch: SubjectKind = {
  name: 'events.pitch',
  title: { zh: '路演项目', en: 'Pitch' },
  version: 1,
  measures: [pitchesPresented],
  mappings: [
    map(events.PitchDraftedV1, moved),
    map(events.PitchSubmittedV1, moved),
    map(events.PitchScreenedOutV1, moved),
    map(events.PitchShortlistedV1, moved),
    map(events.PitchScheduledV1, (data) => ({ is: { ...headOf(data), order: data.order } })),
    map(events.PitchPresentedV1, (data, { effectivedate }) => ({ is: { ...headOf(data), presented_on: effectivedate } })),
    map(events.PitchScoredV1, (data) => {
      const { score, rank, n_judges, n_conflicts } = data;
      return { is: { ...headOf(data), score, rank, n_judges, n_conflicts } };
    }),
    map(events.PitchAdvisedV1, moved),
    map(events.PitchWithdrawnV1, moved),
    map(events.PitchMarkedAbsentV1, moved),
  ],
  timeline(known) {
    const { state = '', presented_on, season_id, gathering_id = 'unknown', ...of } = pitchOf(known);
    if (presented_on === undefined || !presented.includes(state)) return [];
    const dimensions = {
      season: season_id ?? 'none',
      gathering: gathering_id,
      sector: of.sector ?? 'unknown',
      project_stage: of.stage ?? 'unknown',
      applicant: of.applied_as ?? 'unknown',
    };
    return [flowEntry(pitchesPresented, dimensions, presented_on, 1)];
  },
  belongsTo: (known) => pitchOf(known).gathering_id ?? null,
};
