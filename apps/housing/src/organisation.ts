/** Whose records somebody may touch: the park's operator all, an employer 用人单位 those of its own nominees. */
import { parkOrganisation, Refusal, type Actor } from '@park/kernel';

export function isOperator(actor: Actor): boolean {
  return actor.organisation === parkOrganisation;
}

/** Throws `forbidden operator_only`. */
export function requireOperator(actor: Actor): void {
  if (!isOperator(actor)) throw new Refusal('forbidden', 'operator_only', 'This is for the park’s operator.');
}

export function mayTouch(actor: Actor, { employer_uscc }: { employer_uscc: string | null }): boolean {
  return isOperator(actor) || (employer_uscc !== null && employer_uscc === actor.organisation);
}
