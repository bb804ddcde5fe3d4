import { changeLocked, type Command } from '@park/service-kit';
import { summarise, type Door } from './door.ts';
import { DoorTable } from './door.table.ts';

export async function summariseDoor(command: Command, id: string): Promise<void> {
  await changeLocked(command, DoorTable, id, async (door) => summarise(door, await backlogOf(command.tx, door), command.now));
}

/** Entries of the log that the door has not got acknowledged; of a stream those that were not written to it. */
async function backlogOf(tx: Command['tx'], { log_no, kind, sent, acknowledged }: Door): Promise<number> {
  const [{ last }] = await tx.query('select last_position as last from member where log_no = $1', [log_no]);
  return last - ((kind === 'sse' ? sent : acknowledged) ?? last);
}
