/** Keeps the newest board ready to send, and calls the watchers when it changes. */
import { setTimeout as pause } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Board, BoardTile } from '@park/contracts';
import { dateAt, Refusal } from '@park/kernel';
import { CLOCK, SETTINGS, type Clock } from '@park/service-kit';
import { DataSource } from 'typeorm';
import { viewAt } from '../kpi/kpi.store.ts';
import { LedgerMemory } from '../kpi/ledger-memory.service.ts';
import type { LedgerState } from '../kpi/state.ts';
import { figures, headlines } from '../figures/registry.ts';
import type { LedgerMove } from '../ledger/intake.store.ts';
import { raiseRevision } from '../ledger/projection.store.ts';
import type { ReportingSettings } from '../reporting.config.ts';
import { areOf, readBoardTotals, type BoardTotals } from './board-totals.store.ts';
import { boardOf, unchangedTiles } from './board.ts';
import { BoardSnapshots } from './board-snapshots.client.ts';

/** How often the database is asked whether anything changed. A change that is committed here is looked at at once; another instance's is told by Redis, and found by this while Redis is away. */
const lookEveryMs = 1_000;
/** Streams at this instance: of one person or system on many screens, and of all. */
const watchersOfOne = 100;
const mostWatchers = 1_000;

export interface ReadyBoard {
  version: number;
  asOf: string;
  json: Buffer;
  etag: string;
  /** The same as a server-sent event. */
  frame: Buffer;
}

function ready(json: string, { version, as_of: asOf }: Pick<Board, 'version' | 'as_of'>): ReadyBoard {
  return {
    version,
    asOf,
    json: Buffer.from(json),
    etag: `"${version}"`,
    frame: Buffer.from(`event: board\nid: ${version}\ndata: ${json}\n\n`),
  };
}

@Injectable()
export class LiveBoard implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly log = new Logger('LiveBoard');
  /** With whom each is for. */
  private readonly watchers = new Map<() => void, string>();
  private snapshots: BoardSnapshots | null = null;
  private board: ReadyBoard | null = null;
  /** The totals and tiles of the last board that was computed here. */
  private last: { totals: BoardTotals; tiles: BoardTile[] } | null = null;
  private refreshing: Promise<void> | null = null;
  private offering: Promise<void> | null = null;
  private readonly closing = new AbortController();
  /** Aborted when the service stops: watchers are to go to another instance. */
  readonly ending: AbortSignal = this.closing.signal;
  private wake = new AbortController();
  private looking: Promise<void> | null = null;
  private failed = false;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(LedgerMemory) private readonly memory: LedgerMemory,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: ReportingSettings,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const [{ name, epoch }] = await this.dataSource.query(
      'select current_database() as name, (select extract(epoch from started_at) from ledger) as epoch',
    );
    this.snapshots = new BoardSnapshots(this.settings.REDIS_URL, `park:${this.settings.PARK_CODE}:${name}:${epoch}:board`);
    await this.snapshots.open((json) => this.showOfOther(json));
    this.looking = this.keepLooking();
  }

  /** A change was committed here. */
  follow(move: LedgerMove): void {
    this.memory.follow(move);
    this.wake.abort();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing.abort();
    this.wake.abort();
    await this.looking;
  }

  /** While the instance drains, Redis still tells it of newer boards. */
  async onApplicationShutdown(): Promise<void> {
    await this.snapshots?.close();
  }

  /** Null until the first one has been computed. */
  get newest(): ReadyBoard | null {
    return this.board;
  }

  async current(): Promise<ReadyBoard> {
    if (!this.board) await this.refresh();
    return this.board!;
  }

  /** Throws `conflict too_many_connections`: each watcher holds a connection and is sent every change. */
  requireRoom(who: string): void {
    const own = [...this.watchers.values()].filter((one) => one === who).length;
    if (own < watchersOfOne && this.watchers.size < mostWatchers) return;
    throw new Refusal(
      'conflict',
      'too_many_connections',
      `There are at most ${watchersOfOne} streams of one caller, ${mostWatchers} in all.`,
    );
  }

  /** Calls `watcher` whenever there is a newer board; answers how to stop that. */
  watch(who: string, watcher: () => void): () => void {
    this.watchers.set(watcher, who);
    return () => this.watchers.delete(watcher);
  }

  private async keepLooking(): Promise<void> {
    for (let isWoken = false; !this.closing.signal.aborted; isWoken = await this.rest()) await this.look(isWoken);
  }

  /** Answers whether a change ended it. */
  private async rest(): Promise<boolean> {
    const isWoken = await pause(lookEveryMs, false, { signal: this.wake.signal }).catch(() => true);
    if (!this.closing.signal.aborted) this.wake = new AbortController();
    return isWoken;
  }

  private async look(isWoken: boolean): Promise<void> {
    try {
      const { revision } = (await (isWoken ? this.memory.newest() : this.memory.look())).ledger;
      if (this.board && this.board.asOf !== this.today() && revision === this.board.version) await raiseRevision(this.dataSource.manager);
      else if (!this.board || revision > this.board.version) await this.refresh();
      this.failed = false;
    } catch (error) {
      if (!this.failed) this.log.warn(`the board is not up to date: ${String(error)}`);
      this.failed = true;
    }
  }

  /** Once at a time: facts must not be added twice to the totals. */
  private refresh(): Promise<void> {
    return (this.refreshing ??= this.bringUp().finally(() => (this.refreshing = null)));
  }

  private async bringUp(): Promise<void> {
    const asOf = this.today();
    if (!this.board && (await this.showKept())) return;
    const { totals } = this.last ?? {};
    const { state, facts } = await this.memory.since(totals?.totals.position ?? null);
    if (totals && facts && areOf(totals, state, asOf)) this.compute(totals, state, totals.totals.add(facts, state.ledger.position));
    else
      await this.dataSource.transaction('REPEATABLE READ', async (tx) => {
        const view = await viewAt(tx, figures, null);
        this.compute(await readBoardTotals(view, headlines, asOf), view, null);
      });
    this.offer();
  }

  /** `changed`: codes of the measures whose totals are others than those of the board before; null where any may be. */
  private compute(totals: BoardTotals, { ledger }: LedgerState, changed: ReadonlySet<string> | null): void {
    const head = { version: ledger.revision, watermark: ledger.watermark?.toISOString() ?? null };
    const board = boardOf(headlines, totals.asOf, totals.totals.rows, head, unchangedTiles(this.last?.tiles ?? [], changed));
    this.last = { totals, tiles: board.tiles };
    this.show(ready(JSON.stringify(board), board));
  }

  /** For an instance that starts: the board that another one has computed, if it is the newest. Answers whether it is. */
  private async showKept(): Promise<boolean> {
    const [kept, { ledger }] = await Promise.all([this.snapshots?.newest(), this.memory.newest()]);
    if (kept?.version !== ledger.revision) return false;
    this.show(ready(kept.json, JSON.parse(kept.json) as Board));
    return true;
  }

  private showOfOther(json: string): void {
    // Most notices are our own.
    if (Number(/^\{"version":(\d+),/.exec(json)?.[1]) <= (this.board?.version ?? -1)) return;
    this.memory.noteChange();
    this.show(ready(json, JSON.parse(json) as Board));
  }

  /** In the background, one at a time: Redis is not on the way from a change to a watcher. */
  private offer(): void {
    const { board } = this;
    if (!board || this.offering || !this.snapshots) return;
    this.offering = this.snapshots.offer({ version: board.version, json: board.json.toString() }).finally(() => {
      this.offering = null;
      if (this.board !== board && !this.closing.signal.aborted) this.offer();
    });
  }

  /** Never goes back: a notice may come later than a look. */
  private show(next: ReadyBoard): void {
    if (this.board && next.version <= this.board.version) return;
    this.board = next;
    for (const watcher of this.watchers.keys()) watcher();
  }

  private today(): string {
    return dateAt(this.clock());
  }
}
