import { followedBy, type Decision } from '@park/contracts';
import { dateAt, invalid, requireOwnCode, type NewIdentity } from '@park/kernel';
import { knownByCode, upsertRows, type Command, type Outcome } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import { memberOf } from '../memberships/members-of-file.ts';
import { requireActive, type Membership } from '../memberships/membership.ts';
import { lockedMembersOfFile } from '../memberships/membership.store.ts';
import { dayOf, textOf } from './file-row.ts';
import { confirm, deliver, draft, expire, publish, start, withdraw, type Need } from './need.ts';
import { NeedTable } from './need.table.ts';
import type { NeedRow } from './needs.dto.ts';

/** Needs as a file of history has them. Locks in the order that NeedsService documents. */
@Injectable()
export class NeedsImportService {
  async importRows(command: Command, rows: NeedRow[]): Promise<Outcome[]> {
    const members = await lockedMembersOfFile(
      command.tx,
      rows.map(({ member_uscc }) => member_uscc),
    );
    const known = await knownByCode(
      command,
      NeedTable,
      rows.map(({ code }) => code),
    );
    const { outcomes } = await upsertRows(command, NeedTable, rows, {
      known: ({ code }) => known.get(code),
      code: ({ code }) => code,
      create: (identity, row) => imported(identity, row, memberOf(members, row.member_uscc, 'member_uscc')),
    });
    return outcomes;
  }
}

/** Each step dates from its own day; the claims that led to it come in a file of their own. */
function imported(identity: NewIdentity, row: NeedRow, owner: Membership): Decision<Need> {
  const today = dateAt(identity.now);
  requireOwnCode(row.code, 'ND');
  const { mode, category, title, quantity, unit, needed_by, published_on: on } = row;
  dayOf('published_on', on, null, today);
  if (row.state === 'published') requireActive(owner);
  const published = followedBy(draft({ ...identity, today: on }, owner, { mode, category, title, quantity, unit, needed_by }), (need) =>
    publish(need, on),
  );
  return followedBy(published, (need) => concluded(need, row, today));
}

function concluded(need: Need, row: NeedRow, today: string): Decision<Need> {
  if (row.state === 'published') return { next: need, events: [] };
  if (row.state === 'expired') {
    if (need.needed_by > today) throw invalid('/needed_by', 'in_future', 'needed_by of an expired need must not be later than today.');
    return expire(need, today);
  }
  if (row.state === 'withdrawn') {
    return withdraw(need, textOf('reason', row.reason), dayOf('withdrawn_on', row.withdrawn_on, need.published_on, today));
  }
  const started_on = dayOf('started_on', row.started_on, need.published_on, today);
  const started = start(need, started_on);
  if (row.state === 'in_progress') return started;
  const delivered_on = dayOf('delivered_on', row.delivered_on, started_on, today);
  const delivered = followedBy(started, (one) => deliver(one, delivered_on));
  if (row.state === 'delivered') return delivered;
  const { satisfaction } = row;
  if (satisfaction === undefined) throw invalid('/satisfaction', 'required', 'satisfaction is required of a confirmed need.');
  const confirmed_on = dayOf('confirmed_on', row.confirmed_on, delivered_on, today);
  return followedBy(delivered, (one) => confirm(one, { satisfaction, confirmation_sha256: null }, confirmed_on));
}
