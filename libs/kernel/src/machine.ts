/** State machines as tables: which action leads from which states to which state. */
import { Refusal } from './refusal.ts';

export interface Transition<S extends string> {
  from: readonly S[];
  /** The state afterwards; `same` where the action leaves the state as it is. */
  to: S | 'same';
}

export type Machine<S extends string, A extends string> = Readonly<Record<A, Transition<S>>>;

/** Answers the state that `action` leads to; throws `conflict invalid_transition` with the actions allowed instead. */
export function move<S extends string, A extends string>(machine: Machine<S, A>, state: S, action: A): S {
  const { from, to } = machine[action];
  if (!from.includes(state)) {
    throw new Refusal('conflict', 'invalid_transition', `"${action}" is not possible in state "${state}".`, {
      extra: { state, action, allowed: allowed(machine, state) },
    });
  }
  return to === 'same' ? state : to;
}

/** The members that the events of all transitions have: code, state before (null where the record is new), state after. */
export function transition<S extends string>(after: { code: string; state: S }, from: S | null) {
  return { code: after.code, from_state: from, to_state: after.state };
}

export function allowed<S extends string, A extends string>(machine: Machine<S, A>, state: S): A[] {
  return (Object.keys(machine) as A[]).filter((action) => machine[action].from.includes(state));
}
