/** Answers how the alliance stands today, and its rotation; it names members, so that it is for the park's operator. */
import { Inject, Injectable } from '@nestjs/common';
import type { AllianceOverview, AllianceRotation } from '@park/contracts';
import { addDays, requireOperator, type Actor } from '@park/kernel';
import { freshnessOf, type View } from '../../../kpi/kpi.store.ts';
import type { Known } from '../../../ledger/log.ts';
import { Snapshots } from '../../snapshots.service.ts';
import { activity } from '../activity.ts';
import { enterprise } from '../enterprise.ts';
import { membership } from '../membership.ts';
import { need } from '../need.ts';
import { organisation } from '../organisation.ts';
import { rotationTerm, termOf } from '../rotation-term.ts';
import { activeMemberships, activitiesHeldIn, coverageOn, namesOf, needsConfirmedBy, termsAround } from './alliance.store.ts';
import {
  byDays,
  chairOf,
  coverageOf,
  heldOn,
  isInYear,
  lastYear,
  modeFigures,
  rolesOf,
  termEntry,
  type Held,
  type Names,
} from './overview.ts';

@Injectable()
export class AllianceOverviews {
  constructor(@Inject(Snapshots) private readonly snapshots: Snapshots) {}

  /** Throws `forbidden operator_only`. */
  async overview(caller: Actor): Promise<AllianceOverview> {
    requireOperator(caller);
    return await this.snapshots.read(async (view, today) => {
      const days = lastYear(today);
      const held = heldOn((await activitiesHeldIn(view, days)).values(), days);
      const memberships = await activeMemberships(view);
      const terms = await termsAround(view, Number(today.slice(0, 4)));
      const names = await namesOf(view, [...memberships.keys(), ...membersOf(terms), ...held.flatMap(({ hosts }) => hosts)]);
      return {
        ...freshnessOf(view, [activity, membership, organisation, rotationTerm, need, enterprise], today),
        chair: chairOf(entriesOf(terms, names, held, today), today),
        roles: rolesOf(memberships, names),
        from: days.from,
        activities: held.length,
        attendance: held.reduce((sum, { attendance }) => sum + attendance, 0),
        modes: modeFigures(held, await needsConfirmedBy(view, days), names),
        coverage: coverageOf(await coverageOn(view, addDays(today, 1))),
      };
    });
  }

  /** Throws `forbidden operator_only`. `year`: without it, that of today. */
  async rotation(caller: Actor, year?: number): Promise<AllianceRotation> {
    requireOperator(caller);
    return await this.snapshots.read(async (view, today) => {
      const asked = year ?? Number(today.slice(0, 4));
      const terms = await termsAround(view, asked);
      const names = await namesOf(view, membersOf(terms));
      const items = entriesOf(terms, names, await heldInActiveTerm(view, terms, today), today);
      return {
        ...freshnessOf(view, [rotationTerm, activity, membership, organisation], today),
        year: asked,
        items: items.filter((term) => isInYear(term, asked)),
      };
    });
  }
}

function membersOf(terms: ReadonlyMap<string, Known>): string[] {
  return [...terms.values()].flatMap((known) => termOf(known).membership_id ?? []);
}

function entriesOf(terms: ReadonlyMap<string, Known>, names: Names, held: readonly Held[], today: string) {
  return [...terms].flatMap(([id, known]) => termEntry(id, known, names, held, today) ?? []).sort(byDays);
}

/** A term that is over has its number of activities; that of the one that runs is counted. */
async function heldInActiveTerm(view: View, terms: ReadonlyMap<string, Known>, today: string): Promise<Held[]> {
  const from = [...terms.values()].map(termOf).find(({ state }) => state === 'active')?.from;
  if (from === undefined || from > today) return [];
  const days = { from, to: addDays(today, 1) };
  return heldOn((await activitiesHeldIn(view, days)).values(), days);
}
