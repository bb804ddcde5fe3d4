import { followedBy, unchanged, type Decision } from '@park/contracts';
import { dateAt, invalid, requireOwnCode, type NewIdentity } from '@park/kernel';
import { knownByCode, upsertRows, type Command, type Outcome } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import { memberOf } from '../memberships/members-of-file.ts';
import { requireActive, type Membership } from '../memberships/membership.ts';
import { lockedMembersOfFile } from '../memberships/membership.store.ts';
import { dayOf } from '../needs/file-row.ts';
import { delist, draft, list, type Resource } from './resource.ts';
import { lockedResources, saveSlots, slotsAt } from './resource.store.ts';
import { ResourceTable } from './resource.table.ts';
import type { ResourceRow, ResourceSlotRow } from './resources.dto.ts';
import { enterSlots, type SlotsDecision } from './slot.ts';

/** Resources and slots as a file of history has them. Locks in the order that NeedsService documents. */
@Injectable()
export class ResourcesImportService {
  async importRows(command: Command, rows: ResourceRow[]): Promise<Outcome[]> {
    const members = await lockedMembersOfFile(
      command.tx,
      rows.map(({ member_uscc }) => member_uscc),
    );
    const known = await knownByCode(
      command,
      ResourceTable,
      rows.map(({ code }) => code),
    );
    const { outcomes } = await upsertRows(command, ResourceTable, rows, {
      known: ({ code }) => known.get(code),
      code: ({ code }) => code,
      create: (identity, row) => imported(identity, row, memberOf(members, row.member_uscc, 'member_uscc')),
    });
    return outcomes;
  }

  /** By resource and times. Throws `invalid unknown_resource`, `conflict slot_overlaps`, and what the step throws. */
  async importSlots(command: Command, rows: ResourceSlotRow[]): Promise<Outcome[]> {
    const { tx, now } = command;
    const codes = rows.map(({ resource_code }) => resource_code);
    const ids = [...(await knownByCode(command, ResourceTable, codes)).values()].map(({ id }) => id);
    const byCode = new Map([...(await lockedResources(tx, ids)).values()].map((resource) => [resource.code, resource]));
    const wished = rows.map((row) => {
      const resource = byCode.get(row.resource_code);
      if (!resource) throw invalid('/resource_code', 'unknown_resource', 'There is no such resource.');
      return { resource, time: { starts_at: new Date(row.starts_at), ends_at: new Date(row.ends_at) } };
    });
    const known = new Set(
      (
        await slotsAt(
          tx,
          ids,
          wished.map(({ time }) => time.starts_at),
        )
      ).map((slot) => keyOf(slot.resource_id, slot.starts_at, slot.ends_at)),
    );
    const isNew = wished.map(({ resource, time }) => {
      const key = keyOf(resource.id, time.starts_at, time.ends_at);
      return !known.has(key) && known.add(key) !== undefined;
    });
    const decisions = new Map<string, SlotsDecision>();
    for (const { resource, time } of wished.filter((_, i) => isNew[i])) {
      const before = decisions.get(resource.id) ?? { ...unchanged(resource), slots: [] };
      const step = enterSlots(
        resource,
        [time],
        () => command.newId(),
        now,
        () => '',
      );
      decisions.set(resource.id, { next: resource, events: [...before.events, ...step.events], slots: [...before.slots, ...step.slots] });
    }
    await saveSlots(command, [...decisions.values()]);
    return isNew.map((is) => (is ? 'created' : 'unchanged'));
  }
}

function keyOf(resourceId: string, starts_at: Date, ends_at: Date): string {
  return `${resourceId} ${starts_at.toISOString()} ${ends_at.toISOString()}`;
}

function imported(identity: NewIdentity, row: ResourceRow, owner: Membership): Decision<Resource> {
  const today = dateAt(identity.now);
  requireOwnCode(row.code, 'RE');
  const { mode, category, title, capacity, unit, instant = false, listed_on: on, listed_until = null } = row;
  dayOf('listed_on', on, null, today);
  if (row.state === 'listed') requireActive(owner);
  const content = { mode, category, title, capacity, unit, instant, listed_until };
  return followedBy(
    draft({ ...identity, today: on }, owner, content),
    (resource) => list(resource, 0, on),
    (resource) => (row.state === 'listed' ? unchanged(resource) : delist(resource, null, dayOf('delisted_on', row.delisted_on, on, today))),
  );
}
