/** The stages 阶段 of an application: its way through the process, with the time that it spent in each. */
import type { Decision } from '@park/contracts';
import type { Application, ApplicationState } from './application.ts';

export interface ApplicationStage {
  application_id: string;
  /** Version of the application that the step made. */
  number: number;
  entered_at: Date;
  from_state: ApplicationState | null;
  to_state: ApplicationState;
  /** In the state that it left. */
  seconds_in_stage: number | null;
  actor_id: string;
}

interface Step {
  from_state: ApplicationState | null;
  to_state: ApplicationState;
  seconds_in_stage?: number;
}

/** Of a decision of several steps, each entered as long before the next one as the next one tells. */
export function stagesOf({ next, events }: Decision<Application>, actorId: string): ApplicationStage[] {
  const stages: ApplicationStage[] = [];
  let at = next.stage_since.getTime();
  for (const [i, { data }] of [...events.entries()].reverse()) {
    const { from_state, to_state, seconds_in_stage = null } = data as Step;
    stages.unshift({
      application_id: next.id,
      number: next.version + i + 1,
      entered_at: new Date(at),
      from_state,
      to_state,
      seconds_in_stage,
      actor_id: actorId,
    });
    at -= (seconds_in_stage ?? 0) * 1000;
  }
  return stages;
}
