import { Refusal } from '@park/kernel';

/** Null where the step is accepted. Throws what is no refusal. */
export function refusalOf(step: () => unknown): Refusal | null {
  try {
    step();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
