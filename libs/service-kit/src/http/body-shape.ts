/** How deep and how large a parsed body is: counted without recursion, and no further than the limit. */
import { Refusal } from '@park/kernel';
import { limits } from './limits.ts';

/** Throws `invalid too_deep`, `invalid too_many_members`. */
export function requireBounded(body: unknown): void {
  let members = 0;
  let level: object[] = isContainer(body) ? [body] : [];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > limits.bodyDepth) {
      throw new Refusal('invalid', 'too_deep', `The body has more than ${limits.bodyDepth} levels of objects and lists.`);
    }
    const next: object[] = [];
    for (const container of level) {
      const values: unknown[] = Object.values(container);
      members += values.length;
      if (members > limits.bodyMembers) {
        throw new Refusal('invalid', 'too_many_members', `The body has more than ${limits.bodyMembers} members and list items.`);
      }
      for (const value of values) if (isContainer(value)) next.push(value);
    }
    level = next;
  }
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
