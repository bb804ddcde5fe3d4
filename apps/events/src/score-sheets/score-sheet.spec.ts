import { allowed, type Refusal } from '@park/kernel';
import { aPanel } from '../panels/panel.fixture.ts';
import { aScoreSheet, points } from './score-sheet.fixture.ts';
import {
  accept,
  assign,
  conflictFound,
  declareConflict,
  decline,
  fillIn,
  recordPaper,
  reopen,
  scoreSheetMachine,
  submit,
  voidSheet,
  type ScoreSheetState,
} from './score-sheet.ts';

const identity = {
  id: '0197a0c0-0000-7000-8000-000000000028',
  code: 'SS-000001',
  now: new Date('2025-06-16T02:00:00Z'),
  today: '2025-06-16',
};
const today = '2025-06-26';
const panel = aPanel({ rule_version: 2 });
const all = points(52.5, 36);
const code = (expected: string) => expect.objectContaining({ kind: 'conflict', code: expected });
const states = Object.keys({
  assigned: 0,
  accepted: 0,
  draft: 0,
  submitted: 0,
  reopened: 0,
  declined: 0,
  conflict: 0,
  void: 0,
} satisfies Record<ScoreSheetState, 0>) as ScoreSheetState[];

it('goes from the judge to the lock, with its total by the rule of the day', () => {
  const assigned = assign(identity, aScoreSheet());
  expect(assigned.next).toMatchObject({ state: 'assigned', scores: [], total: null, conflict_kind: null, version: 0 });
  const filled = fillIn(accept(assigned.next, today).next, points(50, 30).slice(0, 1), panel, today);
  expect(filled.next).toMatchObject({ state: 'draft', scores: [{ code: 'innovation', points: 50 }] });
  expect(() => submit(filled.next, panel, today)).toThrow(expect.objectContaining({ code: 'criterion_missing' }));
  const { next, events } = submit(fillIn(filled.next, all, panel, today).next, panel, today);
  expect(next).toMatchObject({ state: 'submitted', total: 88.5, source: 'judge', rule_version: 2 });
  expect(events[0]!.data).toMatchObject({ to_state: 'submitted', scores: all, total: 88.5, source: 'judge', rule_version: 2 });
});

it('is told apart where a clerk enters it from paper or a file', () => {
  for (const source of ['paper', 'import'] as const)
    expect(recordPaper(aScoreSheet(), { scores: all, source }, panel, today).next).toMatchObject({ state: 'submitted', source });
  expect(() => recordPaper(aScoreSheet(), { scores: points(61, 0), source: 'paper' }, panel, today)).toThrow(
    expect.objectContaining({ kind: 'invalid', code: 'outside_scale' }),
  );
});

it('is locked once submitted, until it is reopened with a reason', () => {
  const submitted = aScoreSheet({ state: 'submitted', scores: all, total: 88.5, source: 'judge', rule_version: 2 });
  for (const change of [
    () => fillIn(submitted, all, panel, today),
    () => submit(submitted, panel, today),
    () => recordPaper(submitted, { scores: all, source: 'paper' }, panel, today),
  ])
    expect(change).toThrow(code('sheet_locked'));
  const reopened = reopen(submitted, 'a criterion was read wrongly', today);
  expect(reopened).toMatchObject({ next: { state: 'reopened' }, events: [{ data: { reason: 'a criterion was read wrongly' } }] });
  const filled = fillIn(reopened.next, points(50, 36), panel, today);
  expect(filled.next.state).toBe('reopened');
  expect(submit(filled.next, panel, today).next).toMatchObject({ state: 'submitted', total: 86 });
});

describe('a conflict of interest', () => {
  it('closes an open sheet, and makes one void that was submitted', () => {
    for (const state of states) {
      const found = conflictFound(aScoreSheet({ state }), 'invested', today);
      const after = { assigned: 'conflict', accepted: 'conflict', draft: 'conflict', submitted: 'void', reopened: 'void' }[state as string];
      expect([state, found.next.state, found.events.length]).toEqual([state, after ?? state, after === undefined ? 0 : 1]);
      if (after) expect(found.events[0]!.data).toMatchObject({ kind: 'invested', detected: true, to_state: after });
    }
    expect(conflictFound(aScoreSheet(), null, today).events).toEqual([]);
  });

  it('is told as declared where the judge does', () => {
    expect(declareConflict(aScoreSheet(), 'personal', false, today).events[0]!.data).toMatchObject({ kind: 'personal', detected: false });
  });

  it('never ends: nothing opens the sheet again', () => {
    for (const state of ['conflict', 'void'] as const) {
      const sheet = aScoreSheet({ state, conflict_kind: 'same_employer' });
      for (const step of [
        () => accept(sheet, today),
        () => fillIn(sheet, all, panel, today),
        () => submit(sheet, panel, today),
        () => recordPaper(sheet, { scores: all, source: 'paper' }, panel, today),
        () => reopen(sheet, 'again', today),
      ])
        expect(step).toThrow(expect.objectContaining({ code: 'conflict_of_interest', extra: { kind: 'same_employer' } }));
    }
  });
});

it('allows in each state what the table says, and nothing else', () => {
  const of = (state: ScoreSheetState) => aScoreSheet({ state, scores: all });
  const actions = {
    accept: (state: ScoreSheetState) => accept(of(state), today),
    decline: (state: ScoreSheetState) => decline(of(state), 'not my field', today),
    fill_in: (state: ScoreSheetState) => fillIn(of(state), all, panel, today),
    submit: (state: ScoreSheetState) => submit(of(state), panel, today),
    record_paper: (state: ScoreSheetState) => recordPaper(of(state), { scores: all, source: 'paper' }, panel, today),
    reopen: (state: ScoreSheetState) => reopen(of(state), 'again', today),
    declare_conflict: (state: ScoreSheetState) => declareConflict(of(state), 'personal', false, today),
    void: (state: ScoreSheetState) => voidSheet(of(state), 'left', today),
  };
  const expected: Record<ScoreSheetState, string[]> = {
    assigned: ['accept', 'decline', 'record_paper', 'declare_conflict', 'void'],
    accepted: ['fill_in', 'record_paper', 'declare_conflict', 'void'],
    draft: ['fill_in', 'submit', 'record_paper', 'declare_conflict', 'void'],
    submitted: ['reopen', 'declare_conflict', 'void'],
    reopened: ['fill_in', 'submit', 'record_paper', 'declare_conflict', 'void'],
    declined: [],
    conflict: [],
    void: [],
  };
  for (const state of states) {
    expect([state, allowed(scoreSheetMachine, state)]).toEqual([state, expected[state]]);
    for (const [name, action] of Object.entries(actions)) {
      const refused = state === 'submitted' && ['fill_in', 'submit', 'record_paper'].includes(name) ? 'sheet_locked' : 'invalid_transition';
      if (expected[state].includes(name)) expect(action(state).events).toHaveLength(1);
      else expect(() => action(state)).toThrow(expect.objectContaining<Partial<Refusal>>({ code: refused }));
    }
  }
});
