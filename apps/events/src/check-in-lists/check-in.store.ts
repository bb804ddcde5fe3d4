/** The scans that let somebody in. A unique index admits a registration to a list once. */
import type { EntityManager } from 'typeorm';
import { scanKey, type CheckIn, type Scan } from './scan.ts';

/** Those of the scans that were recorded before, by `scanKey`. */
export async function knownScans(tx: EntityManager, scans: readonly Scan[]): Promise<Map<string, CheckIn>> {
  const rows: CheckIn[] = await tx.query(
    `select c.* from jsonb_to_recordset($1::jsonb) as s(device_id text, scan_id text)
     join check_in c on c.device_id = s.device_id and c.scan_id = s.scan_id`,
    [JSON.stringify(scans.map(({ device_id, scan_id }) => ({ device_id, scan_id })))],
  );
  return new Map(rows.map((row) => [scanKey(row), row]));
}

/** The check-ins of these registrations that stand, on any list. */
export async function standingCheckIns(tx: EntityManager, registrationIds: readonly string[]): Promise<CheckIn[]> {
  return await tx.query(`select * from check_in where registration_id = any ($1) and result = 'ok' and reverted_at is null`, [
    registrationIds,
  ]);
}

/** Violates `check_in_once` where the registration stands on the list already, `check_in_scan` where the scan is being recorded. */
export async function insertCheckIns(tx: EntityManager, checkIns: readonly CheckIn[]): Promise<void> {
  if (checkIns.length === 0) return;
  await tx.query('insert into check_in select c.* from jsonb_populate_recordset(null::check_in, $1) c', [JSON.stringify(checkIns)]);
}

export async function revertCheckInRow(tx: EntityManager, id: string, at: Date): Promise<void> {
  await tx.query('update check_in set reverted_at = $2 where id = $1', [id, at]);
}
