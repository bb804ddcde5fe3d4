/**
 * The part of a log that an endpoint is being sent: entries that were read and wait, and those whose attempt runs. An endpoint that wants
 * the order of aggregates gets one event of an aggregate at a time, and none while an earlier one of the same waits to be tried again.
 */
export interface WindowEntry {
  position: number;
  subject: string;
}

/** An entry as it is read. */
export type ReadWindowEntry<Entry extends WindowEntry> = Entry & {
  /** A delivery of it is stored: it is not sent from here. */
  is_kept: boolean;
  /** A delivery of its aggregate waits. */
  is_blocked: boolean;
};

export class DeliveryWindow<Entry extends WindowEntry> {
  private queued: Entry[] = [];
  /** In the order of positions, because they are added in it. */
  private readonly unsettled = new Set<number>();
  private readonly busy = new Set<string>();
  private readonly blocked = new Set<string>();

  /** `readTo`: the last position that was read. */
  constructor(
    public readTo: number,
    public isOrdered: boolean,
  ) {}

  get queuedCount(): number {
    return this.queued.length;
  }

  /** All up to it are settled. */
  get position(): number {
    for (const first of this.unsettled) return first - 1;
    return this.readTo;
  }

  add(entries: readonly ReadWindowEntry<Entry>[]): void {
    for (const entry of entries) {
      if (entry.position <= this.readTo) continue;
      this.readTo = entry.position;
      if (entry.is_blocked) this.blocked.add(entry.subject);
      if (entry.is_kept) continue;
      this.unsettled.add(entry.position);
      this.queued.push(entry);
    }
  }

  /** The next one that may be sent now; its aggregate is busy until `end`. */
  next(): Entry | null {
    const at = this.queued.findIndex(({ subject }) => !this.isOrdered || !(this.busy.has(subject) || this.blocked.has(subject)));
    if (at < 0) return null;
    const [entry] = this.queued.splice(at, 1);
    this.begin(entry!.subject);
    return entry!;
  }

  /** Those that stand behind a delivery of their aggregate. They are settled when they are kept. */
  takeHeld(): Entry[] {
    if (!this.isOrdered || this.blocked.size === 0) return [];
    const held = this.queued.filter(({ subject }) => this.blocked.has(subject));
    if (held.length > 0) this.queued = this.queued.filter(({ subject }) => !this.blocked.has(subject));
    for (const { position } of held) this.settle(position);
    return held;
  }

  /** An attempt on the aggregate begins. Answers false where one runs already and it has to wait. */
  begin(subject: string): boolean {
    if (!this.isOrdered) return true;
    if (this.busy.has(subject)) return false;
    this.busy.add(subject);
    return true;
  }

  end(subject: string): void {
    this.busy.delete(subject);
  }

  settle(position: number): void {
    this.unsettled.delete(position);
  }

  /** A delivery of the aggregate waits. */
  block(subject: string): void {
    this.blocked.add(subject);
  }

  unblock(subject: string): void {
    this.blocked.delete(subject);
  }

  /** Leaves out what was not begun, up to the position. */
  skipTo(position: number): void {
    for (const { position: queued } of this.queued) if (queued <= position) this.unsettled.delete(queued);
    this.queued = this.queued.filter((entry) => entry.position > position);
    this.readTo = Math.max(this.readTo, position);
  }
}
