/** Whose records somebody may touch: the park's operator all, an employer 用人单位 those of its own nominees. */
import { isOperator, type Actor } from '@park/kernel';

export function mayTouch(actor: Actor, { employer_uscc }: { employer_uscc: string | null }): boolean {
  return isOperator(actor) || (employer_uscc !== null && employer_uscc === actor.organisation);
}
