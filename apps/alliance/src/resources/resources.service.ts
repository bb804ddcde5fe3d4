import { dateAt, invalid } from '@park/kernel';
import type { Decision } from '@park/contracts';
import { changeLocked, newIdentity, requireIfMatch, requireVersion, save, type Command } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import { declineSlotProposals } from '../claims/claim-effects.store.ts';
import { actingMember } from '../memberships/membership.store.ts';
import { lockOwner, ownRow } from '../needs/owner.store.ts';
import { changeContent, delist, draft, endListing, list, type Resource } from './resource.ts';
import { freeSlotsOf, lockedResources, saveSlots, slotsById } from './resource.store.ts';
import { ownResources, ResourceTable } from './resource.table.ts';
import type { AddSlotsDto, ChangeResourceDto, DraftResourceDto } from './resources.dto.ts';
import { addSlots, removeSlot } from './slot.ts';

/** Takes locks in the order that NeedsService documents. */
@Injectable()
export class ResourcesService {
  async draft(command: Command, { membership_id, instant = false, listed_until = null, ...content }: DraftResourceDto): Promise<Resource> {
    const owner = await actingMember(command, membership_id);
    return await save(command, ResourceTable, draft(await newIdentity(command, 'RE'), owner, { ...content, instant, listed_until }));
  }

  async change(command: Command, id: string, content: ChangeResourceDto): Promise<Resource> {
    await lockOwner(command, ResourceTable, id);
    return await changeLocked(requireIfMatch(command), ownResources, id, (row) => changeContent(row, content, dateAt(command.now)));
  }

  async list(command: Command, id: string): Promise<Resource> {
    await lockOwner(command, ResourceTable, id);
    return await changeLocked(command, ownResources, id, async (resource) =>
      list(resource, await freeSlotsOf(command.tx, id, command.now), dateAt(command.now)),
    );
  }

  /** Throws `conflict slot_overlaps`. */
  async addSlots(command: Command, id: string, { slots }: AddSlotsDto): Promise<Resource> {
    await lockOwner(command, ResourceTable, id);
    const resource = await this.locked(command, id);
    const times = slots.map(({ starts_at, ends_at }) => ({ starts_at: new Date(starts_at), ends_at: new Date(ends_at) }));
    const [saved = resource] = await saveSlots(command, [addSlots(resource, times, () => command.newId(), command.now)]);
    return saved;
  }

  /** The proposals for it are declined. Throws `invalid unknown_slot`, `conflict slot_taken`. */
  async removeSlot(command: Command, id: string, slotId: string): Promise<Resource> {
    await ownRow(command, ResourceTable, id);
    const resource = await this.locked(command, id);
    const slot = (await slotsById(command.tx, [slotId])).get(slotId);
    if (slot?.resource_id !== id) throw invalid('/slot_id', 'unknown_slot', 'The resource has no such slot.');
    const [saved = resource] = await saveSlots(command, [removeSlot(resource, slot, command.now)]);
    await declineSlotProposals(command, saved, 'the slot was removed', slotId);
    return saved;
  }

  async delist(command: Command, id: string, reason: string): Promise<Resource> {
    return await this.end(command, id, (resource) => delist(resource, reason, dateAt(command.now)));
  }

  /** `listed_until` has passed. */
  async endListing(command: Command, id: string): Promise<void> {
    await this.end(command, id, (resource) => endListing(resource, dateAt(command.now)));
  }

  private async end(command: Command, id: string, decide: (row: Resource) => Decision<Resource>): Promise<Resource> {
    const resource = await changeLocked(command, ownResources, id, decide);
    await declineSlotProposals(command, resource, 'the resource was delisted');
    return resource;
  }

  private async locked(command: Command, id: string): Promise<Resource> {
    const resource = (await lockedResources(command.tx, [id])).get(id)!;
    requireVersion(command, resource);
    return resource;
  }
}
