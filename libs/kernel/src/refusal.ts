/** The way in which the park says no: a rule was broken, not the software. */

export type RefusalKind = 'invalid' | 'not-found' | 'conflict' | 'forbidden' | 'stale' | 'precondition-required' | 'gone' | 'unavailable';

export interface FieldError {
  /** JSON pointer to the member at fault, e.g. `/units/0/area_m2`. */
  pointer: string;
  detail: string;
}

export class Refusal extends Error {
  readonly kind: RefusalKind;
  /** Stable, snake_case; clients may branch on it. Explained in docs/problems. */
  readonly code: string;
  readonly errors: FieldError[];
  /** Further members of the problem document, e.g. `{ allowed: ['submit'] }`. */
  readonly extra: Record<string, unknown>;

  constructor(kind: RefusalKind, code: string, detail: string, more: { errors?: FieldError[]; extra?: Record<string, unknown> } = {}) {
    super(detail);
    this.name = 'Refusal';
    this.kind = kind;
    this.code = code;
    this.errors = more.errors ?? [];
    this.extra = more.extra ?? {};
  }
}

/** A single input member breaks a rule. */
export function invalid(pointer: string, code: string, detail: string): Refusal {
  return new Refusal('invalid', code, detail, { errors: [{ pointer, detail }] });
}
