/** Deliveries of one endpoint that are tried again: which are due, and whose attempt runs. */
import type { KeptDelivery, WaitingDelivery } from './delivery.ts';

/** A degraded endpoint is tried at least so often. */
export const probeMs = 300_000;

export class RetryLane {
  private due: WaitingDelivery[] = [];
  /** Positions of those whose attempt runs, or is not stored yet. */
  private readonly begun = new Set<number>();
  /** Nothing waits at a degraded endpoint: it is tried by a new entry. */
  mayProbe = false;

  /** `dueAt`: when one may be due, in milliseconds; null where none waits. */
  constructor(private dueAt: number | null) {}

  wantsDeliveries(nowMs: number): boolean {
    return this.dueAt !== null && this.dueAt <= nowMs && this.due.length === 0;
  }

  /** So many are looked at that `free` of them can be begun. */
  lookAt(free: number): number {
    return free + this.begun.size;
  }

  /** Those that are due first; fewer than `limit` where no more wait. */
  offer(rows: readonly WaitingDelivery[], limit: number, nowMs: number): void {
    const later = rows.find(({ next_at }) => next_at.getTime() > nowMs);
    this.dueAt = later?.next_at.getTime() ?? (rows.length === limit ? nowMs : null);
    this.due = rows.filter(({ next_at, position }) => next_at.getTime() <= nowMs && !this.begun.has(position));
  }

  /** Of a degraded endpoint: its oldest one that waits. */
  offerProbe(row: WaitingDelivery | undefined, nowMs: number): void {
    if (row && this.begun.has(row.position)) return;
    this.mayProbe = row === undefined;
    const at = row && Math.min(row.next_at.getTime(), (row.attempted_at?.getTime() ?? 0) + probeMs);
    this.dueAt = at !== undefined && at > nowMs ? at : null;
    this.due = row && this.dueAt === null ? [row] : [];
  }

  /** The first that may begin. */
  begin(mayBegin: (subject: string) => boolean): WaitingDelivery | null {
    const at = this.due.findIndex(({ subject }) => mayBegin(subject));
    if (at < 0) return null;
    const [due] = this.due.splice(at, 1);
    this.begun.add(due!.position);
    return due!;
  }

  /** Their results are stored. */
  stored(acknowledged: readonly number[], failedAgain: readonly KeptDelivery[], kept: readonly KeptDelivery[]): void {
    for (const position of acknowledged) this.begun.delete(position);
    for (const { position } of failedAgain) this.begun.delete(position);
    for (const { next_at } of [...failedAgain, ...kept]) this.dueBy(next_at);
  }

  /** One may be due then. */
  dueBy(at: Date | null): void {
    if (at !== null) this.dueAt = Math.min(this.dueAt ?? Infinity, at.getTime());
  }

  /** The endpoint went into another state: all that waits is looked at anew. */
  reset(now: Date): void {
    this.due = [];
    this.mayProbe = false;
    this.dueBy(now);
  }

  /** A degraded endpoint is looked at although nothing of it may be due. */
  watch(now: Date): void {
    if (this.dueAt === null && this.due.length === 0) this.dueBy(now);
  }
}
