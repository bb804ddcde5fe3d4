import { events } from '@park/contracts';
import { allowed } from '@park/kernel';
import { aDeal, aFundedDeal, funding } from './deal.fixture.ts';
import { advance, closeLost, correct, dealMachine, fund, open, type DealState } from './deal.ts';
import { caughtUp, imported } from './deal-history.ts';

const today = '2025-06-16';
const identity = { id: aDeal().id, code: 'DL-000001', now: new Date('2025-06-16T02:00:00Z'), today };
const { investor_id, project_id, entity_id, sector, match_request_id, pitch_id, met_on, gathering_id, season_id } = aDeal();
const parties = { investor_id, project_id, entity_id, sector, match_request_id, pitch_id, met_on, gathering_id, season_id };
const free = { ...parties, match_request_id: null, met_on: null, gathering_id: null };
const fault = (code: string, pointer: string) =>
  expect.objectContaining({ kind: 'invalid', code, errors: [expect.objectContaining({ pointer })] });

describe('opening', () => {
  it('dates from its day, which may be any where there was no meeting', () => {
    expect(open(identity, parties, '2025-05-20').events).toEqual([
      {
        of: events.DealOpenedV1,
        effectiveOn: '2025-05-20',
        data: expect.objectContaining({ met_on: '2025-05-20', match_request_id, opened_on: '2025-05-20' }),
      },
    ]);
    expect(open(identity, free, '2020-01-01').next).toMatchObject({ met_on: null });
  });
});

describe('a stage', () => {
  it('begins on its day', () => {
    expect(advance(aDeal(), 'due_diligence', '2025-06-01', today).next).toMatchObject({
      state: 'due_diligence',
      stage_since: '2025-06-01',
    });
    expect(advance(aDeal(), 'due_diligence', today, today).events[0]!.data).toMatchObject({
      from_state: 'open',
      to_state: 'due_diligence',
    });
    expect(closeLost(aDeal(), 'no answer', today, today).events[0]!.data).toMatchObject({ to_state: 'closed_lost', reason: 'no answer' });
  });
});

describe('the money', () => {
  const signed = aDeal({ state: 'signed', stage_since: '2025-06-05' });

  it.each([
    ['2025-05-31', 'before_opening'],
    ['2025-05-19', 'before_meeting'],
  ])('does not come on %s: %s', (funded_on, code) => {
    expect(() => fund(signed, { ...funding, funded_on }, today)).toThrow(fault(code, '/funded_on'));
  });

  it('comes with its evidence on its own day', () => {
    const funded_on = '2025-06-05';
    const { next, events: occurred } = fund(signed, { ...funding, funded_on }, today);
    expect(next).toMatchObject({ state: 'funded', amount_kcny: 3000, funded_on, stage_since: funded_on });
    expect(occurred[0]).toMatchObject({
      effectiveOn: funded_on,
      data: { ...funding, funded_on, met_on: '2025-05-20', to_state: 'funded' },
    });
  });

  it('is corrected on its own day, with the amount that it replaces', () => {
    expect(correct(aFundedDeal(), 2800, 'a part was another’s')).toMatchObject({
      next: { amount_kcny: 2800 },
      events: [{ effectiveOn: '2025-06-10', data: { amount_kcny: 2800, old_amount_kcny: 3000, reason: 'a part was another’s' } }],
    });
    expect(correct(aFundedDeal(), 3000, 'none').events).toEqual([]);
  });
});

it('allows in each state what the table says, and nothing else', () => {
  const of = (state: DealState) => (state === 'funded' ? aFundedDeal() : aDeal({ state }));
  const actions = {
    start_due_diligence: (state: DealState) => advance(of(state), 'due_diligence', today, today),
    agree_on_terms: (state: DealState) => advance(of(state), 'term_sheet', today, today),
    sign: (state: DealState) => advance(of(state), 'signed', today, today),
    fund: (state: DealState) => fund(of(state), funding, today),
    close_lost: (state: DealState) => closeLost(of(state), 'no answer', today, today),
    correct: (state: DealState) => correct(of(state), 1, 'mistyped'),
  };
  const expected: Record<DealState, string[]> = {
    open: ['start_due_diligence', 'close_lost'],
    due_diligence: ['agree_on_terms', 'close_lost'],
    term_sheet: ['sign', 'close_lost'],
    signed: ['fund', 'close_lost'],
    funded: ['correct'],
    closed_lost: [],
  };
  for (const [state, possible] of Object.entries(expected) as [DealState, string[]][]) {
    expect([state, allowed(dealMachine, state)]).toEqual([state, possible]);
    for (const [name, action] of Object.entries(actions)) {
      if (!possible.includes(name)) expect(() => action(state)).toThrow(expect.objectContaining({ code: 'invalid_transition' }));
      else for (const event of action(state).events) expect(event.of.schema.parse(event.data)).toMatchObject({ from_state: state });
    }
  }
});

describe('from a file', () => {
  const row = { opened_on: '2025-06-01', stage: 'funded' as const, ...funding, evidence_file_name: undefined };
  const steps = (decision: { events: { data: unknown; effectiveOn: string }[] }) =>
    decision.events.map(({ data, effectiveOn }) => [(data as { to_state: string }).to_state, effectiveOn]);

  it('comes as far as the row says, and goes on from there', () => {
    expect(steps(imported(identity, row, parties))).toEqual([
      ['open', '2025-06-01'],
      ['due_diligence', '2025-06-01'],
      ['term_sheet', '2025-06-01'],
      ['signed', '2025-06-01'],
      ['funded', '2025-06-10'],
    ]);
    expect(steps(imported(identity, { opened_on: '2025-06-01' }, parties))).toEqual([['open', '2025-06-01']]);
    expect(steps(caughtUp(aDeal({ state: 'due_diligence', stage_since: '2025-06-03' }), row, today))).toEqual([
      ['term_sheet', '2025-06-03'],
      ['signed', '2025-06-03'],
      ['funded', '2025-06-10'],
    ]);
    expect(steps(caughtUp(aDeal(), { ...row, stage: 'closed_lost', closed_on: today }, today))).toEqual([['closed_lost', today]]);
  });

  it('leaves a deal that is further, or over, as it is', () => {
    for (const known of [aFundedDeal(), aDeal({ state: 'closed_lost' })]) expect(caughtUp(known, row, today).events).toEqual([]);
    expect(caughtUp(aDeal({ state: 'signed' }), { ...row, stage: 'term_sheet' }, today).events).toEqual([]);
  });

  it.each(['amount_kcny', 'round', 'funded_on', 'evidence_sha256'])('asks for %s of a funded one', (member) => {
    expect(() => imported(identity, { ...row, [member]: undefined }, parties)).toThrow(fault('required', `/${member}`));
  });

  it('asks for the day of one that was given up', () => {
    expect(() => imported(identity, { ...row, stage: 'closed_lost' }, parties)).toThrow(fault('required', '/closed_on'));
  });
});
