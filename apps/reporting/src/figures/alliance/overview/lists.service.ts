/** Answers the three lists, and the resolutions and tasks that stand; they name members, so that they are for the park's operator. */
import { Inject, Injectable } from '@nestjs/common';
import type { AllianceListName, AllianceListPage, SupervisionList } from '@park/contracts';
import { addMonths, invalid, requireOperator, type Actor, type LocalDate } from '@park/kernel';
import { freshnessOf, subjectsById, subjectsIn, type View } from '../../../kpi/kpi.store.ts';
import type { Known } from '../../../ledger/log.ts';
import { Snapshots } from '../../snapshots.service.ts';
import { jointProject } from '../joint-project.ts';
import { openPlace } from '../list-place.ts';
import { membership } from '../membership.ts';
import { need } from '../need.ts';
import { organisation } from '../organisation.ts';
import { resource, resourceSlot } from '../resource.ts';
import { resolution, resolutionOf, task, taskOf } from '../supervision.ts';
import { namesOf } from './alliance.store.ts';
import {
  byDueDay,
  byUrgency,
  isStateOf,
  listItem,
  ownerOf,
  placesOf,
  resolutionItem,
  slotsFrom,
  taskItem,
  type SlotCount,
} from './lists.ts';
import { monthsOf } from './overview.ts';

export interface ListQuestion {
  list: AllianceListName;
  state?: string | undefined;
  mode?: string | undefined;
  limit?: number | undefined;
  offset?: number | undefined;
}

const kinds = { needs: need, resources: resource, projects: jointProject };
/** A slot lies at most so far ahead, see the rules of the alliance. */
const monthsAhead = 13;

@Injectable()
export class AllianceLists {
  constructor(@Inject(Snapshots) private readonly snapshots: Snapshots) {}

  /** Throws `forbidden operator_only`, `invalid unknown_value`. */
  async list(caller: Actor, { list, state = openPlace, mode, limit = 50, offset = 0 }: ListQuestion): Promise<AllianceListPage> {
    requireOperator(caller);
    if (!isStateOf(list, state)) throw invalid('/state', 'unknown_value', `"${state}" is no state of the list ${list}.`);
    return await this.snapshots.read(async (view, today) => {
      const known = await subjectsIn(view, kinds[list].name, placesOf(list, state, today));
      const names = await namesOf(
        view,
        [...known.values()].map((one) => ownerOf(list, one)),
      );
      const slots = list === 'resources' ? await slotsToCome(view, today) : new Map<string, SlotCount>();
      const items = [...known]
        .flatMap(([id, one]) => listItem(list, id, one, { names, slots, today }) ?? [])
        .filter((item) => (state === openPlace || item.state === state) && (mode === undefined || item.mode === mode))
        .sort(byUrgency);
      const read = [kinds[list], membership, organisation, ...(list === 'resources' ? [resourceSlot] : [])];
      return {
        ...freshnessOf(view, read, today),
        ...{ list, state, mode: (mode ?? null) as AllianceListPage['mode'], total: items.length },
        items: items.slice(offset, offset + limit),
      };
    });
  }

  /** Throws `forbidden operator_only`. */
  async supervision(caller: Actor): Promise<SupervisionList> {
    requireOperator(caller);
    return await this.snapshots.read(async (view, today) => {
      const resolutions = await subjectsIn(view, resolution.name, [openPlace]);
      const tasks = await subjectsIn(view, task.name, [openPlace]);
      const from = await subjectsById(
        view,
        resolution.name,
        [...tasks.values()].flatMap((known) => taskOf(known).resolution_id ?? []),
      );
      const owners = [...[...resolutions.values()].map(resolutionOf), ...[...tasks.values()].map(taskOf)];
      const names = await namesOf(
        view,
        owners.flatMap(({ owner }) => owner ?? []),
      );
      const items = [
        ...[...resolutions].flatMap(([id, known]) => resolutionItem(id, known, names, today) ?? []),
        ...[...tasks].flatMap(([id, known]) => taskItem(id, known, from, names, today) ?? []),
      ];
      return { ...freshnessOf(view, [resolution, task, membership, organisation], today), items: items.sort(byDueDay) };
    });
  }
}

async function slotsToCome(view: View, today: LocalDate): Promise<Map<string, SlotCount>> {
  const months = monthsOf({ from: today, to: addMonths(today, monthsAhead) });
  const slots: Map<string, Known> = await subjectsIn(view, resourceSlot.name, months);
  return slotsFrom(slots.values(), today);
}
