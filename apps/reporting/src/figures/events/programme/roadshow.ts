/** The outcome of a season’s gatherings: pitches in their order, meetings in their slots, deals by their stage. */
import type { DealEntry, MeetingEntry, PitchEntry } from '@park/contracts';
import { logsOf, type Known } from '../../../ledger/log.ts';
import { dealOf, type Deal } from '../deal.ts';
import { matchRequestOf } from '../match-request.ts';
import { pitchOf } from '../pitch.ts';
import { nameIn } from '../project.ts';

/** Projects and investors, by id. */
export interface Names {
  projects: ReadonlyMap<string, Known>;
  investors: ReadonlyMap<string, Known>;
}

function nameOf(known: ReadonlyMap<string, Known>, id: string): string | null {
  const own = known.get(id);
  return own === undefined ? null : nameIn(own);
}

export function pitchEntry(id: string, known: Known, { projects }: Names): PitchEntry {
  const { code = '', project_id = '', order = null, score = null, rank = null, ...pitch } = pitchOf(known);
  return {
    id,
    code,
    project_id,
    project_name: nameOf(projects, project_id),
    sector: pitch.sector as PitchEntry['sector'],
    applied_as: pitch.applied_as as PitchEntry['applied_as'],
    state: pitch.state as PitchEntry['state'],
    order,
    score,
    rank,
  };
}

export function meetingEntry(id: string, known: Known, { projects, investors }: Names): MeetingEntry {
  const { code = '', investor_id = '', project_id = '', table = null, start = null, end = null, ...request } = matchRequestOf(known);
  return {
    id,
    code,
    investor_id,
    investor_name: nameOf(investors, investor_id),
    project_id,
    project_name: nameOf(projects, project_id),
    sector: request.sector as MeetingEntry['sector'],
    state: request.state as MeetingEntry['state'],
    table,
    starts_at: start,
    ends_at: end,
  };
}

export function dealEntry(id: string, known: Known, { projects, investors }: Names): DealEntry {
  const {
    code = '',
    investor_id = '',
    project_id = '',
    gathering_id = null,
    amount_kcny = null,
    round,
    funded_on = null,
    ...deal
  } = dealOf(known);
  return {
    id,
    code,
    investor_id,
    investor_name: nameOf(investors, investor_id),
    project_id,
    project_name: nameOf(projects, project_id),
    sector: deal.sector as DealEntry['sector'],
    gathering_id,
    state: deal.state as DealEntry['state'],
    stage_since: stageSince(known),
    amount_kcny,
    round: (round ?? null) as DealEntry['round'],
    funded_on,
  };
}

/** The day on which its present stage was reached first: a correction of the amount does not move it. */
function stageSince(known: Known): string {
  const log = logsOf<Deal>(known, 'events.deal')[0]?.log ?? [];
  const { state } = dealOf(known);
  return log.find(({ is }) => is.state === state)?.on ?? '';
}

/** Sorts before or after by the first of the keys that differs; null comes last. */
function byKeys<Entry>(...keys: ((entry: Entry) => string | number | null)[]): (a: Entry, b: Entry) => number {
  return (a, b) => {
    for (const key of keys) {
      const [one, other] = [key(a), key(b)];
      if (one === other) continue;
      if (one === null || other === null) return one === null ? 1 : -1;
      return one < other ? -1 : 1;
    }
    return 0;
  };
}

export const inOrder = byKeys<PitchEntry>(
  ({ order }) => order,
  ({ code }) => code,
);

export const inSlots = byKeys<MeetingEntry>(
  ({ starts_at }) => starts_at,
  ({ table }) => table,
  ({ code }) => code,
);

const stages: readonly DealEntry['state'][] = ['funded', 'signed', 'term_sheet', 'due_diligence', 'open', 'closed_lost'];

export const furthestFirst = byKeys<DealEntry>(
  ({ state }) => stages.indexOf(state),
  ({ amount_kcny }) => (amount_kcny === null ? null : -amount_kcny),
  ({ code }) => code,
);
