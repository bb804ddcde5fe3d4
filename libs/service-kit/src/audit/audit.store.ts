/** The audit trail beside the events: denials, exports, looks at personal data, and corrections of it. Append-only. */
import type { EntityManager } from 'typeorm';
import type { Command } from '../commands/command.ts';
import type { ParkRequest } from '../http/request.ts';

export const auditActions = ['denied', 'exported', 'personal_data_read', 'personal_data_received', 'personal_data_corrected'] as const;
export type AuditAction = (typeof auditActions)[number];

export interface AuditEntry {
  id: number;
  at: Date;
  action: AuditAction;
  actor_id: string;
  actor_type: string;
  organisation: string;
  request_id: string;
  address: string;
  /** Method and path; never a body. */
  target: string;
  detail: Record<string, unknown>;
}

/** An answer with an entry in the audit trail is stored by no browser. */
export async function record(tx: EntityManager, request: ParkRequest, action: AuditAction, detail: Record<string, unknown>): Promise<void> {
  const { caller: actor, id: requestId, ip: address } = request;
  request.isAudited = true;
  await insert({ tx, actor, requestId, address }, action, `${request.method} ${request.url.split('?')[0]}`, detail);
}

/** For what the park does by itself. `target`: what it asked or did, without a person. */
export async function recordOfCommand(
  command: Command,
  action: AuditAction,
  target: string,
  detail: Record<string, unknown>,
): Promise<void> {
  await insert(command, action, target, detail);
}

async function insert(
  { tx, actor, requestId, address }: Pick<Command, 'tx' | 'actor' | 'requestId' | 'address'>,
  action: AuditAction,
  target: string,
  detail: Record<string, unknown>,
): Promise<void> {
  await tx.query(
    `insert into audit_entry (at, action, actor_id, actor_type, organisation, request_id, address, target, detail)
     values (now(), $1, $2, $3, $4, $5, $6, $7, $8)`,
    [action, actor.id, actor.type, actor.organisation, requestId, address ?? '', target, JSON.stringify(detail)],
  );
}
