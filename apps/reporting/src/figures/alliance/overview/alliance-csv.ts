/** The modes, the rotation, the lists and the supervision of the alliance as tables. */
import type { AllianceListPage, AllianceMember, AllianceOverview, AllianceRotation, SupervisionList } from '@park/contracts';

interface Table {
  columns: string[];
  rows: Record<string, unknown>[];
}

function named(prefix: string, { id, name }: AllianceMember): Record<string, unknown> {
  return { [`${prefix}_id`]: id, [`${prefix}_name`]: name };
}

export function modesTable({ from, as_of, modes }: AllianceOverview): Table {
  return {
    columns: ['from', 'as_of', 'mode', 'activities', 'attendance', 'hosts', 'needs_confirmed'],
    rows: modes.map(({ hosts, ...one }) => ({ from, as_of, ...one, hosts: hosts.length })),
  };
}

export function rotationTable({ year, items }: AllianceRotation): Table {
  return {
    columns: ['year', 'code', 'member_id', 'member_name', 'kind', 'state', 'from', 'to', 'activities'],
    rows: items.map(({ member, ...term }) => ({ year, ...term, ...named('member', member) })),
  };
}

export function itemsTable({ items }: AllianceListPage): Table {
  const own = ['mode', 'category', 'state', 'quantity', 'claimed', 'unit', 'since', 'age_days', 'due_on', 'settled_on'];
  return {
    columns: ['id', 'code', 'title', 'member_id', 'member_name', ...own, 'is_escalated', 'is_overdue'],
    rows: items.map(({ member, ...item }) => ({ ...item, ...named('member', member) })),
  };
}

export function supervisionTable({ items }: SupervisionList): Table {
  const own = ['state', 'due_on', 'overdue_days', 'progress', 'reported_on', 'is_returned'];
  return {
    columns: ['kind', 'code', 'title', 'resolution_code', 'owner_id', 'owner_name', ...own],
    rows: items.map(({ owner, resolution, ...item }) => ({
      ...item,
      ...named('owner', owner),
      resolution_code: resolution?.code ?? null,
    })),
  };
}
