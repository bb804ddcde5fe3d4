import type { Subject } from '../ledger/derivation.ts';
import { changesIn, logLimit } from '../ledger/log.ts';
import { applyEvent } from './ledger.fixture.ts';
import { aLongLife } from './long-park.fixture.ts';
import { figures } from './registry.ts';

/** The subject of each kind that knows most after all these events, and how much that is. */
function longestLogs(uses: number): Map<string, number> {
  const { events } = aLongLife(uses);
  return new Map(
    figures.kinds.map((kind) => {
      const subjects = new Map<string, Subject>();
      for (const [position, event] of events.entries()) {
        applyEvent({ ...kind, timeline: () => [], grouping: { memberships: () => [], timeline: () => [] } }, subjects, event, position);
      }
      return [kind.name, Math.max(0, ...[...subjects.values()].map(({ known }) => changesIn(known)))];
    }),
  );
}

it('no subject learns more than the limit in forty busy years; every kind has a part in them', () => {
  const longest = longestLogs(5_000);
  expect([...longest].filter(([, changes]) => changes > logLimit)).toEqual([]);
  expect([...longest].filter(([, changes]) => changes === 0)).toEqual([]);
});

it('no subject learns more of how often a unit or an apartment is let', () => {
  expect(longestLogs(500)).toEqual(longestLogs(50));
});
