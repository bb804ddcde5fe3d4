/** The faults that a problem document finds, by the field that they are about. */
import type { Problem } from '@park/contracts';

type Told = Pick<Partial<Problem>, 'errors'> | null;

/** Of the member that the pointer names, or of a part of it; null where there is none. */
export function faultAt(problem: Told, pointer: string): string | null {
  const found = (problem?.errors ?? []).filter((fault) => isOf(fault.pointer, pointer));
  return found.length === 0 ? null : found.map(({ detail }) => detail).join(' · ');
}

/** Whether each fault is about one of these fields. */
export function isToldByFields(problem: Told, pointers: readonly string[]): boolean {
  const faults = problem?.errors ?? [];
  return faults.length > 0 && faults.every((fault) => pointers.some((pointer) => isOf(fault.pointer, pointer)));
}

function isOf(own: string, pointer: string): boolean {
  return own === pointer || own.startsWith(`${pointer}/`);
}
