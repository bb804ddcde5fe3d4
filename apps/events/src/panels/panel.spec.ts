import { allowed, type Refusal } from '@park/kernel';
import { anExpert } from '../experts/expert.fixture.ts';
import { aPanel, aRoadshow, aRule } from './panel.fixture.ts';
import {
  addMember,
  changeRule,
  closeList,
  commitSeed,
  draw,
  form,
  panelMachine,
  publishRanking,
  removeMember,
  type Panel,
  type PanelState,
} from './panel.ts';

const identity = {
  id: '0197a0c0-0000-7000-8000-000000000024',
  code: 'PN-000001',
  now: new Date('2025-06-16T02:00:00Z'),
  today: '2025-06-16',
};
const now = new Date('2025-06-16T02:00:00Z');
const today = '2025-06-16';
const hash = 'a'.repeat(64);
const seed = 'b'.repeat(64);
const pitch = '0197a0c0-0000-7000-8000-000000000026';
const entries = [{ pitch_id: pitch, score: 80, rank: 1, n_judges: 3, n_conflicts: 0 }];
const publication = { ranking: () => entries, reason: null, waiting: 0 };
const code = (expected: string) => expect.objectContaining({ code: expected });

it('is formed for a roadshow alone', () => {
  const { next, events } = form(identity, aRoadshow(), aRule());
  expect(next).toMatchObject({ state: 'collecting', rule_version: 1, ranking_version: 0, version: 0 });
  expect(events[0]!.data).toMatchObject({ to_state: 'collecting', gathering_on: '2025-06-26', rule: aRule() });
  expect(() => form(identity, aRoadshow({ type: 'salon' }), aRule())).toThrow(code('not_a_roadshow'));
  expect(() => form(identity, aRoadshow({ state: 'cancelled' }), aRule())).toThrow(code('roadshow_over'));
});

it('gives its rule a new version until a score sheet was submitted', () => {
  const changed = changeRule(aPanel(), aRule({ decimals: 1 }), false, aRoadshow(), today);
  expect([changed.next.rule_version, changed.events[0]!.data]).toMatchObject([2, { rule_version: 2 }]);
  expect(changeRule(aPanel(), aRule(), false, aRoadshow(), today).events).toEqual([]);
  expect(() => changeRule(aPanel(), aRule({ decimals: 1 }), true, aRoadshow(), today)).toThrow(code('rule_frozen'));
  expect(() => changeRule(aPanel(), aRule({ drop_high: 1 }), false, aRoadshow(), today)).toThrow(code('trim_mismatch'));
});

it('takes members whose term covers the day of the roadshow', () => {
  const empty = aPanel({ expert_ids: [] });
  const add = (term_from: string, term_to: string) => addMember(empty, anExpert({ term_from, term_to }), aRoadshow(), today);
  expect(add('2025-06-26', '2025-06-27').next.expert_ids).toEqual([anExpert().id]);
  expect(() => add('2025-01-01', '2025-06-26')).toThrow(code('term_over'));
  expect(() => add('2025-06-27', '2026-01-01')).toThrow(code('term_over'));
  expect(addMember(aPanel(), anExpert(), aRoadshow(), today).events).toEqual([]);
});

it('lets no member go who has score sheets', () => {
  expect(() => removeMember(aPanel(), anExpert().id, 1, aRoadshow(), today)).toThrow(code('has_sheets'));
  expect(removeMember(aPanel(), anExpert().id, 0, aRoadshow(), today).next.expert_ids).toEqual([]);
  expect(removeMember(aPanel(), pitch, 0, aRoadshow(), today).events).toEqual([]);
});

it('publishes the hash of one seed, and only then closes its list', () => {
  expect(() => closeList(aPanel(), [pitch], 0, aRoadshow(), now)).toThrow(code('seed_missing'));
  const committed = commitSeed(aPanel(), hash, aRoadshow(), today);
  expect(() => commitSeed(committed.next, hash, aRoadshow(), today)).toThrow(code('seed_committed'));
  expect(() => closeList(committed.next, [], 0, aRoadshow(), now)).toThrow(code('nothing_to_draw'));
  expect(() => closeList(committed.next, [pitch], 2, aRoadshow(), now)).toThrow(
    expect.objectContaining({ code: 'pitches_undecided', extra: { pitches: 2 } }),
  );
  const closed = closeList(committed.next, [pitch], 0, aRoadshow(), now);
  expect(closed.events[0]!.data).toMatchObject({ to_state: 'closed', closed_at: now.toISOString(), pitch_ids: [pitch] });
  expect(draw(closed.next, seed, [pitch], aRoadshow(), now).events[0]!.data).toMatchObject({
    to_state: 'drawn',
    seed,
    draw_order: [pitch],
  });
});

it('publishes a ranking of what was presented, and again with a reason', () => {
  const drawn = aPanel({ state: 'drawn' });
  const publish = (panel: Panel, wish: object = {}) => publishRanking(panel, { ...publication, ...wish }, aRoadshow(), today);
  expect(() => publish(drawn, { waiting: 1 })).toThrow(expect.objectContaining({ code: 'pitches_waiting', extra: { pitches: 1 } }));
  expect(() => publish(drawn, { ranking: () => [] })).toThrow(code('nothing_to_rank'));
  const first = publish(drawn);
  expect(first.events[0]!.data).toMatchObject({ ranking_version: 1, method: 'mean', rule_version: 1, entries, reason: null });
  expect(() => publish(first.next)).toThrow(
    expect.objectContaining({ code: 'required', errors: [expect.objectContaining({ pointer: '/reason' })] }),
  );
  expect(publish(first.next, { reason: 'a sheet was read wrongly' }).events[0]!.data).toMatchObject({
    from_state: 'ranked',
    ranking_version: 2,
    reason: 'a sheet was read wrongly',
  });
});

it('allows in each state what the table says, and nothing else', () => {
  const of = aRoadshow();
  const actions = {
    change_rule: (state: PanelState) => changeRule(aPanel({ state }), aRule({ decimals: 1 }), false, of, today),
    add_member: (state: PanelState) => addMember(aPanel({ state, expert_ids: [] }), anExpert(), of, today),
    remove_member: (state: PanelState) => removeMember(aPanel({ state }), anExpert().id, 0, of, today),
    commit_seed: (state: PanelState) => commitSeed(aPanel({ state }), hash, of, today),
    close_list: (state: PanelState) => closeList(aPanel({ state, seed_hash: hash }), [pitch], 0, of, now),
    draw: (state: PanelState) => draw(aPanel({ state, seed_hash: hash, listed_ids: [pitch] }), seed, [pitch], of, now),
    publish_ranking: (state: PanelState) => publishRanking(aPanel({ state }), publication, of, today),
  };
  const always = ['change_rule', 'add_member', 'remove_member'];
  const expected = {
    collecting: [...always, 'commit_seed', 'close_list', 'publish_ranking'],
    closed: [...always, 'draw'],
    drawn: [...always, 'publish_ranking'],
    ranked: [...always, 'publish_ranking'],
  };
  for (const [state, possible] of Object.entries(expected) as [PanelState, string[]][]) {
    expect([state, allowed(panelMachine, state)]).toEqual([state, possible]);
    for (const [name, action] of Object.entries(actions)) {
      if (possible.includes(name)) expect(action(state).events).toHaveLength(1);
      else expect(() => action(state)).toThrow(expect.objectContaining<Partial<Refusal>>({ code: 'invalid_transition' }));
    }
  }
});
