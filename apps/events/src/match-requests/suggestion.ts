/** Suggestions 对接推荐: the projects that an investor might meet, ranked by stage, sector and ticket, with the reasons for each. */
import type { Investor } from '../investors/investor.ts';
import type { MatchRequest } from './match-request.ts';

export interface Candidate {
  id: string;
  code: string;
  name: string;
  stage: string;
  sector: string;
  amount_sought_kcny: number;
}

export type Looking = Pick<Investor, 'stages' | 'sectors' | 'ticket_from_kcny' | 'ticket_to_kcny'>;

export const criteria = ['sector', 'stage', 'ticket'] as const;
export type Criterion = (typeof criteria)[number];

export interface Reason {
  criterion: Criterion;
  fits: boolean;
  /** 0 to the criterion's points. */
  points: number;
  detail: string;
}

export interface Suggestion {
  project_id: string;
  code: string;
  name: string;
  /** 0 to 100. */
  score: number;
  /** In all three. */
  fits: boolean;
  reasons: Reason[];
  /** The latest request of the two for this gathering. */
  request: Pick<MatchRequest, 'id' | 'state'> | null;
}

/** The sector decides most: an investor knows its field, and can stretch a ticket. */
export const most: Record<Criterion, number> = { sector: 40, stage: 30, ticket: 30 };

/** Best first; equal scores by code, so that the order is the same each time. */
export function suggested(
  investor: Looking,
  candidates: readonly Candidate[],
  requests: ReadonlyMap<string, Pick<MatchRequest, 'id' | 'state'>>,
): Suggestion[] {
  return candidates
    .map((project) => {
      const reasons = reasonsFor(investor, project);
      return {
        project_id: project.id,
        code: project.code,
        name: project.name,
        score: reasons.reduce((sum, { points }) => sum + points, 0),
        fits: reasons.every(({ fits }) => fits),
        reasons,
        request: requests.get(project.id) ?? null,
      };
    })
    .sort((a, b) => b.score - a.score || (a.code < b.code ? -1 : 1));
}

function reasonsFor({ stages, sectors, ticket_from_kcny, ticket_to_kcny }: Looking, project: Candidate): Reason[] {
  const { stage, sector, amount_sought_kcny: sought } = project;
  const ticket = ticketShare(sought, ticket_from_kcny, ticket_to_kcny);
  return [
    reason('sector', (sectors as readonly string[]).includes(sector) ? 1 : 0, `${sector}; looks for ${sectors.join(', ')}`),
    reason('stage', (stages as readonly string[]).includes(stage) ? 1 : 0, `${stage}; looks for ${stages.join(', ')}`),
    reason('ticket', ticket, `${sought} kcny sought; invests ${ticket_from_kcny} to ${ticket_to_kcny} kcny`),
  ];
}

function reason(criterion: Criterion, share: number, detail: string): Reason {
  return { criterion, fits: share === 1, points: Math.floor(most[criterion] * share), detail };
}

/** 1 within the ticket; outside, the part of the amount that the nearest ticket is, or the reverse. */
function ticketShare(sought: number, from: number, to: number): number {
  if (sought >= from && sought <= to) return 1;
  return sought > to ? to / sought : sought / from;
}
