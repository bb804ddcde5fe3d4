/** Saves applications together with their stages. */
import type { Decision } from '@park/contracts';
import { saveAll, type Command } from '@park/service-kit';
import type { Application } from './application.ts';
import { stagesOf } from './application-stage.ts';
import { ApplicationTable } from './application.table.ts';

/** Answers those that have changed. */
export async function saveApplications(command: Command, decisions: readonly Decision<Application>[]): Promise<Application[]> {
  const saved = await saveAll(command, ApplicationTable, decisions);
  const stages = decisions.flatMap((decision) => stagesOf(decision, command.actor.id));
  if (stages.length === 0) return saved;
  await command.tx.query(
    `insert into application_stage (application_id, number, entered_at, from_state, to_state, seconds_in_stage, actor_id)
     select s.* from jsonb_to_recordset($1::jsonb)
       as s(application_id uuid, number int, entered_at timestamptz, from_state text, to_state text, seconds_in_stage bigint, actor_id text)`,
    [JSON.stringify(stages)],
  );
  return saved;
}

export async function saveApplication(command: Command, decision: Decision<Application>): Promise<Application> {
  const [application = decision.next] = await saveApplications(command, [decision]);
  return application;
}
