import { changeLocked, type Command } from '@park/service-kit';
import { summarise, type Door } from './door.ts';
import { DoorTable } from './door.table.ts';

export async function summariseDoor(command: Command, id: string): Promise<void> {
  await changeLocked(command, DoorTable, id, async (door) => summarise(door, await backlogOf(command.tx, door), command.now));
}

/** Entries of the log that the door has not got acknowledged; of a stream those that were not written to it. */
async function backlogOf(tx: Command['tx'], { log_no, kind, sent, acknowledged }: Door): Promise<number> {
  if (kind === 'webhook') return await backlogOfEndpoints(tx, log_no);
  const [{ last }] = await tx.query('select last_position as last from member where log_no = $1', [log_no]);
  return last - ((kind === 'sse' ? sent : acknowledged) ?? last);
}

/** Of the endpoint that is furthest behind: entries that were not sent, and those that are tried again. */
async function backlogOfEndpoints(tx: Command['tx'], log_no: number): Promise<number> {
  const [{ most }] = await tx.query(
    `select coalesce(max(m.last_position - e.position +
       (select count(*) from delivery d where d.endpoint_id = e.id and d.state in ('waiting', 'held'))), 0) as most
     from endpoint e join member m using (log_no) where e.log_no = $1 and e.state <> 'revoked'`,
    [log_no],
  );
  return most;
}
