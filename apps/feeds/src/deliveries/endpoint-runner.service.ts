/**
 * Sends to one endpoint: deliveries that are due again before new entries, and those before replays. All of it is its own, so that an
 * endpoint that is slow or fails holds up no other.
 */
import { degradedAfter, type EndpointState } from '../endpoints/endpoint.ts';
import type { SigningKey } from '../endpoints/signing-keys.service.ts';
import { AttemptSender, type Ended, type SenderParts } from './attempt-sender.service.ts';
import type { AttemptKind, KeptDelivery, ReplayEntry, Sendable, WaitingDelivery } from './delivery.ts';
import { DeliveryWindow, type ReadWindowEntry } from './delivery-window.ts';
import type { Sending, WantedEntries } from './dispatch.store.ts';
import { failedDelivery, givenUp, heldDelivery } from './kept-delivery.ts';
import { ReplayLane, type SentReplay } from './replay-lane.ts';
import { ResultBook, type ReplayMove } from './result-book.ts';
import type { Results } from './results.store.ts';
import { probeMs, RetryLane } from './retry-lane.ts';
import { RateGate } from './rate-gate.service.ts';
import { expiredAttempt } from './webhook-request.service.ts';

/** The surroundings of a runner. */
export interface RunnerHub extends SenderParts {
  /** Something is to be stored. */
  booked(): void;
  /** The runner wants entries. */
  wanting(runner: EndpointRunner): void;
}

/** Entries that were read and wait. */
const mostQueued = 256;
/** Attempts that are not stored yet, for instance while the database is away. */
const mostUnstored = 1_000;

export class EndpointRunner {
  state: EndpointState;
  private isOpen = true;
  private readonly sender: AttemptSender;
  private readonly book = new ResultBook();
  private readonly window: DeliveryWindow<Sendable>;
  private readonly retries: RetryLane;
  private readonly replays: ReplayLane;
  private readonly gate: RateGate;
  private mayHaveMore = true;
  private isReading = false;
  private inFlight = 0;
  /** In a row. */
  private failures: number;

  constructor(
    public row: Sending,
    keys: readonly SigningKey[],
    private readonly hub: RunnerHub,
  ) {
    this.state = row.state;
    this.failures = row.failures;
    this.sender = new AttemptSender(row, keys, hub);
    this.window = new DeliveryWindow(row.position, row.order === 'per_aggregate');
    this.retries = new RetryLane(row.next_at?.getTime() ?? null);
    this.replays = new ReplayLane(row.replay_at?.getTime() ?? null);
    this.gate = new RateGate(row, () => this.pump());
    this.watchDegraded();
  }

  /** As it was looked up anew; `keys` where it changed. */
  update(row: Sending, keys: readonly SigningKey[] | null): void {
    if (row.version !== this.row.version) {
      this.sender.update(row, keys);
      this.window.isOrdered = row.order === 'per_aggregate';
      this.gate.set(row);
      if (row.position > this.window.position) this.window.skipTo(row.position);
    }
    this.row = row;
    this.settleState(row.state);
    this.retries.dueBy(row.next_at);
    this.replays.dueBy(row.replay_at);
    this.watchDegraded();
    // Also where no notice of it came.
    if (row.last_position > this.window.readTo) this.mayHaveMore = true;
    this.pump();
  }

  /** Requests in flight end; no other is sent. */
  close(): void {
    this.isOpen = false;
    this.gate.close();
  }

  get isClosed(): boolean {
    return !this.isOpen;
  }

  get isIdle(): boolean {
    return this.inFlight === 0 && this.book.isSettled && !this.isReading;
  }

  /** The log has, or may have, grown. */
  grown(): void {
    this.mayHaveMore = true;
    this.pump();
  }

  /** The entries that it wants to read; null for none. */
  beginRead(): WantedEntries | null {
    if (!this.wantsEntries) return null;
    this.isReading = true;
    this.mayHaveMore = false;
    const { id: endpoint_id, log_no } = this.row;
    return { endpoint_id, log_no, after: this.window.readTo, limit: mostQueued - this.window.queuedCount };
  }

  /** Null where they could not be read. */
  endRead(entries: readonly ReadWindowEntry<Sendable>[] | null, limit: number): void {
    this.isReading = false;
    if (entries === null || entries.length === limit) this.mayHaveMore = true;
    if (entries !== null) this.window.add(entries);
    if (entries !== null) this.pump();
  }

  /** The entries before `first` are not kept any more: the list of attempts says so, and the oldest that is kept comes next. */
  expire(first: number): void {
    this.book.note(expiredAttempt(this.row.id, this.window.readTo + 1, first - 1, this.hub.now()));
    this.window.skipTo(first - 1);
    this.goOn();
  }

  /** How many of its deliveries it wants to look at; 0 for none. */
  wantsDue(nowMs: number): number {
    const isWanting = this.isOpen && this.freeSlots > 0 && this.retries.wantsDeliveries(nowMs);
    return isWanting ? this.retries.lookAt(this.row.concurrency) : 0;
  }

  offerDue(rows: readonly WaitingDelivery[], limit: number): void {
    this.retries.offer(rows, limit, this.hub.now().getTime());
    this.pump();
  }

  /** Of a degraded endpoint: its oldest delivery that waits. */
  offerProbe(row: WaitingDelivery | undefined): void {
    this.retries.offerProbe(row, this.hub.now().getTime());
    this.pump();
  }

  wantsReplay(nowMs: number): boolean {
    return this.isOpen && this.state === 'active' && this.replays.wantsEntries(nowMs);
  }

  offerReplay(entries: readonly ReplayEntry[]): void {
    const over = this.replays.offer(entries, this.hub.now());
    if (over) this.moveReplay(over);
    else this.pump();
  }

  /** The results since the last call; null for none. */
  takeResults(): Results | null {
    const booked = this.book.take();
    const { id: endpoint_id, log_no, organisation_id } = this.row;
    return booked && { ...booked, endpoint_id, log_no, organisation_id, position: this.window.position };
  }

  /** `free`: aggregates of which no delivery waits; `isReleased`: one that was held is due. */
  stored(results: Results, state: EndpointState, free: readonly string[], isReleased: boolean): void {
    this.book.stored(results);
    for (const subject of free) if (!this.book.hasKept(subject)) this.window.unblock(subject);
    const now = this.hub.now();
    this.retries.stored(results.acknowledged, results.failedAgain, results.kept);
    if (isReleased) this.retries.dueBy(now);
    if (this.state === 'degraded') this.retries.dueBy(new Date(now.getTime() + probeMs));
    for (const move of results.replays.values()) this.replays.stored(move);
    this.settleState(state);
    this.pump();
  }

  /** Sends what may be sent now. */
  pump(): void {
    if (!this.isOpen) return;
    this.keepHeld();
    while (this.freeSlots > 0 && this.gate.isOpen && this.sendNext()) this.gate.pass();
    if (this.wantsEntries) this.hub.wanting(this);
  }

  private get freeSlots(): number {
    if ((this.state !== 'active' && this.state !== 'degraded') || this.book.unstoredCount >= mostUnstored) return 0;
    return (this.state === 'degraded' ? 1 : this.row.concurrency) - this.inFlight;
  }

  private get wantsEntries(): boolean {
    const isFew = this.window.queuedCount <= mostQueued / 4;
    const isWanted = this.state === 'active' || (this.state === 'degraded' && this.retries.mayProbe);
    return this.isOpen && isWanted && this.mayHaveMore && !this.isReading && isFew && this.book.unstoredCount < mostUnstored;
  }

  private sendNext(): boolean {
    const due = this.retries.begin((subject) => this.window.begin(subject));
    if (due) return this.retry(due);
    if (this.state === 'degraded' && !this.retries.mayProbe) return false;
    const entry = this.window.next();
    if (entry) return this.sendFirst(entry);
    const replayed = this.state === 'active' && this.window.queuedCount === 0 ? this.replays.next : null;
    return replayed !== null && this.window.begin(replayed.subject) && this.sendAgain(replayed);
  }

  private sendFirst(entry: Sendable): true {
    this.retries.mayProbe = false;
    void this.attempt('first', entry).then(({ isFailed, failure }) => {
      this.window.end(entry.subject);
      if (isFailed) {
        this.book.keep(failedDelivery(this.row.id, entry, 1, failure));
        this.window.block(entry.subject);
      }
      this.window.settle(entry.position);
      this.goOn();
    });
    return true;
  }

  /** Without an attempt where its event is not kept any more. */
  private retry(due: WaitingDelivery): true {
    const { json, occurred_at, subject } = due;
    const sent = json === null || occurred_at === null ? Promise.resolve(null) : this.attempt('retry', { ...due, json, occurred_at });
    void sent.then((ended) => {
      this.window.end(subject);
      if (ended !== null && !ended.isFailed) this.book.acknowledge(due);
      else this.book.failAgain(this.failedAgain(due, ended));
      this.goOn();
    });
    return true;
  }

  private failedAgain(due: WaitingDelivery, ended: Ended | null): KeptDelivery {
    const { attempts } = due;
    if (ended === null) return givenUp(this.row.id, due, { attempts, at: this.hub.now(), error: 'expired' });
    const failed = failedDelivery(this.row.id, due, attempts + 1, ended.failure);
    // A degraded endpoint is tried more often than the schedule of the delivery says, which goes on as it was.
    if (due.next_at <= ended.attempt.at) return failed;
    return { ...failed, state: 'waiting', attempts, next_at: due.next_at, given_up_at: null };
  }

  private sendAgain(entry: SentReplay): true {
    this.replays.begin();
    void this.attempt('replay', entry).then(({ isFailed, failure }) => {
      this.window.end(entry.subject);
      this.moveReplay(this.replays.end(entry, isFailed ? failure : null, this.hub.now()));
    });
    return true;
  }

  private async attempt(kind: AttemptKind, entry: Sendable): Promise<Ended> {
    this.inFlight++;
    const ended = await this.sender.send(kind, entry);
    this.inFlight--;
    this.book.attempt(ended.attempt, entry.occurred_at, this.hub.now());
    this.failures = ended.isFailed ? this.failures + 1 : 0;
    // Before that is stored: else some more would be sent meanwhile.
    if (this.book.isGone) this.enter('disabled');
    else if (this.state === 'active' && this.failures >= degradedAfter) this.enter('degraded');
    return ended;
  }

  private moveReplay(move: ReplayMove): void {
    this.book.moveReplay(move);
    this.goOn();
  }

  private keepHeld(): void {
    const held = this.window.takeHeld();
    if (held.length === 0) return;
    for (const entry of held) this.book.keep(heldDelivery(this.row.id, entry));
    this.hub.booked();
  }

  private goOn(): void {
    this.hub.booked();
    this.pump();
  }

  /** The stored state counts where nothing has happened since. */
  private settleState(state: EndpointState): void {
    if (state !== this.state && this.book.isSettled) this.enter(state);
  }

  private enter(state: EndpointState): void {
    this.state = state;
    if (state === 'active') this.failures = 0;
    this.retries.reset(this.hub.now());
  }

  private watchDegraded(): void {
    if (this.state === 'degraded' && this.inFlight === 0) this.retries.watch(this.hub.now());
  }
}
