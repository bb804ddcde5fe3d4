/** Instants as a person in the park writes them: its own time, eight hours ahead of UTC all year. */
const aheadMs = 8 * 3_600_000;

/** For a `datetime-local` field. */
export function toLocal(iso: string): string {
  return new Date(Date.parse(iso) + aheadMs).toISOString().slice(0, 16);
}

export function fromLocal(local: string): string {
  return new Date(Date.parse(`${local}:00Z`) - aheadMs).toISOString().replace('.000Z', 'Z');
}
