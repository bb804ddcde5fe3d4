import { unchanged } from '@park/contracts';
import { invalid } from '@park/kernel';
import { identityWith, knownByCode, type Command, type Outcome } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import { memberOf } from '../memberships/members-of-file.ts';
import { lockedMembersOfFile } from '../memberships/membership.store.ts';
import { count, gained } from '../needs/need-cover.ts';
import type { Need } from '../needs/need.ts';
import { lockedNeeds } from '../needs/need.store.ts';
import { NeedTable } from '../needs/need.table.ts';
import type { Resource } from '../resources/resource.ts';
import { lockedResources, slotsAt } from '../resources/resource.store.ts';
import { ResourceTable } from '../resources/resource.table.ts';
import type { Slot } from '../resources/slot.ts';
import { claimOfFile, slotClaimOfFile } from './claim-history.ts';
import { coverMove } from './claim.ts';
import { saveForNeed, saveForSlots, type ClaimChange } from './claim-effects.store.ts';
import { ClaimTable } from './claim.table.ts';
import type { ClaimRow } from './claims.dto.ts';

interface Subjects {
  needs: Map<string, Need>;
  resources: Map<string, Resource>;
  slots: Map<string, Slot>;
}

/** Claims as a file of history has them. Locks in the order that NeedsService documents. */
@Injectable()
export class ClaimsImportService {
  /** By code; a known claim stays as it is. Throws `invalid unknown_need`, `invalid unknown_slot`, and what the steps throw. */
  async importRows(command: Command, rows: ClaimRow[]): Promise<Outcome[]> {
    const { now } = command;
    const members = await lockedMembersOfFile(
      command.tx,
      rows.map(({ by_uscc }) => by_uscc),
    );
    const { needs, resources, slots } = await this.subjects(command, rows);
    const codes = rows.map(({ code }) => code);
    const known = await knownByCode(command, ClaimTable, codes);
    const running = new Map(needs);
    const ofNeeds = new Map<string, ClaimChange[]>();
    const ofResources = new Map<string, ClaimChange[]>();
    for (const row of rows.filter(({ code }) => !known.has(code))) {
      const by = memberOf(members, row.by_uscc, 'by_uscc');
      const identity = identityWith(command, row.code);
      if (isForNeed(row)) {
        const need = running.get(row.need_code!);
        if (!need) throw invalid('/need_code', 'unknown_need', 'There is no such need.');
        const change = { before: null, decision: claimOfFile(identity, need, by, row) };
        running.set(need.code, count(need, coverMove(null, change.decision.next), identity.today).next);
        ofNeeds.set(need.code, [...(ofNeeds.get(need.code) ?? []), change]);
      } else {
        const resource = resources.get(row.resource_code ?? '');
        const slot = slots.get(slotKey(resource?.id, row.slot_starts_at));
        if (!resource || !slot) throw invalid('/slot_starts_at', 'unknown_slot', 'There is no such slot.');
        const change = { before: null, decision: slotClaimOfFile(identity, resource, slot, by, row, now) };
        ofResources.set(resource.code, [...(ofResources.get(resource.code) ?? []), change]);
      }
    }
    for (const [code, changes] of ofNeeds) {
      const need = needs.get(code)!;
      await saveForNeed(command, need, changes, need.state === 'published' ? gained : unchanged);
    }
    for (const [code, changes] of ofResources) await saveForSlots(command, resources.get(code)!, changes);
    return rows.map(({ code }) => (known.has(code) ? 'unchanged' : 'created'));
  }

  /** By code; slots by resource and moment. Locked. */
  private async subjects(command: Command, rows: readonly ClaimRow[]): Promise<Subjects> {
    const { tx } = command;
    const byCode = <Row extends { code: string }>(found: Map<string, Row>) => new Map([...found.values()].map((row) => [row.code, row]));
    const idsOf = (found: Map<string, { id: string }>) => [...found.values()].map(({ id }) => id);
    const needCodes = rows.flatMap(({ need_code }) => need_code ?? []);
    const needs = await lockedNeeds(tx, idsOf(await knownByCode(command, NeedTable, needCodes)));
    const resourceCodes = rows.flatMap(({ resource_code }) => resource_code ?? []);
    const resources = await lockedResources(tx, idsOf(await knownByCode(command, ResourceTable, resourceCodes)));
    const moments = rows.flatMap(({ slot_starts_at }) => (slot_starts_at === undefined ? [] : new Date(slot_starts_at)));
    const slots = await slotsAt(tx, [...resources.keys()], moments);
    return {
      needs: byCode(needs),
      resources: byCode(resources),
      slots: new Map(slots.map((slot) => [slotKey(slot.resource_id, slot.starts_at.toISOString()), slot])),
    };
  }
}

/** Throws `invalid one_of_two`. */
function isForNeed({ need_code, resource_code }: ClaimRow): boolean {
  if ((need_code === undefined) === (resource_code === undefined))
    throw invalid('/need_code', 'one_of_two', 'Exactly one of need_code and resource_code must be given.');
  return need_code !== undefined;
}

function slotKey(resourceId: string | undefined, startsAt: string | undefined): string {
  return `${resourceId} ${startsAt === undefined ? '' : new Date(startsAt).toISOString()}`;
}
