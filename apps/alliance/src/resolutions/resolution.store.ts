/** Resolutions as their tasks ask for them. */
import { invalid, move, type LocalDate } from '@park/kernel';
import { save, type Command } from '@park/service-kit';
import { fulfil, resolutionMachine, type Resolution } from './resolution.ts';
import { ResolutionTable } from './resolution.table.ts';

/** Locked before its tasks, until the transaction ends. Throws `invalid unknown_resolution`. */
export async function lockedResolution({ tx }: Pick<Command, 'tx'>, id: string): Promise<Resolution> {
  const resolution = await tx.findOne(ResolutionTable, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (resolution === null) throw invalid('/resolution_id', 'unknown_resolution', 'There is no such resolution.');
  return resolution;
}

/** The same, of one that takes tasks. Throws `conflict invalid_transition`. */
export async function standingResolution(command: Pick<Command, 'tx'>, id: string): Promise<Resolution> {
  const resolution = await lockedResolution(command, id);
  move(resolutionMachine, resolution.state, 'add_task');
  return resolution;
}

/** Fulfilled where no task is open and one at least was accepted; locked. */
export async function fulfilIfDone(command: Command, resolution: Resolution, on: LocalDate): Promise<void> {
  if (resolution.state !== 'adopted') return;
  const [{ open, submitted_on }] = await command.tx.query(
    `select count(*) filter (where state in ('assigned', 'in_progress', 'submitted'))::int as open,
            max(submitted_on) filter (where state = 'accepted') as submitted_on
     from task where resolution_id = $1`,
    [resolution.id],
  );
  if (open === 0 && submitted_on !== null) await save(command, ResolutionTable, fulfil(resolution, submitted_on, on));
}
