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
import { dateAt } from '@park/kernel';
import { CLOCK, SETTINGS, type Clock } from '@park/service-kit';
import { DataSource } from 'typeorm';
import { viewAt } from '../kpi/kpi.store.ts';
import { figures, headlines } from '../figures/registry.ts';
import { raiseRevision, readLedger } from '../ledger/projection.store.ts';
import type { ReportingSettings } from '../reporting.config.ts';
import { boardTotals, type BoardTotals } from './board-totals.store.ts';
import { boardOf, unchangedTiles } from './board.ts';
import { BoardSnapshots } from './board-snapshots.client.ts';

/** How often the database is asked whether anything changed. A change that is committed here is looked at at once; another instance's is told by Redis, and found by this while Redis is away. */
const lookEveryMs = 1_000;

export interface ReadyBoard {
  version: number;
  asOf: string;
  json: Buffer;
  etag: string;
  /** The same as a server-sent event. */
  frame: Buffer;
}

function ready(json: string): ReadyBoard {
  const { version, as_of: asOf } = JSON.parse(json) as Board;
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
  private readonly watchers = new Set<() => void>();
  private snapshots: BoardSnapshots | null = null;
  private board: ReadyBoard | null = null;
  /** The totals and tiles of the last board that was computed here. */
  private last: { totals: BoardTotals; tiles: BoardTile[] } | null = null;
  private readonly closing = new AbortController();
  /** Aborted when the service stops: watchers are to go to another instance. */
  readonly ending: AbortSignal = this.closing.signal;
  private wake = new AbortController();
  private looking: Promise<void> | null = null;
  private failed = false;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: ReportingSettings,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const [{ name, epoch }] = await this.dataSource.query(
      'select current_database() as name, (select extract(epoch from started_at) from ledger) as epoch',
    );
    this.snapshots = new BoardSnapshots(this.settings.REDIS_URL, `park:${this.settings.PARK_CODE}:${name}:${epoch}:board`);
    await this.snapshots.open((json) => this.show(ready(json)));
    this.looking = this.keepLooking();
  }

  /** A change was committed here. */
  noteChange(): void {
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

  async current(): Promise<ReadyBoard> {
    if (!this.board) await this.refresh();
    return this.board!;
  }

  /** Calls `watcher` whenever there is a newer board; answers how to stop that. */
  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  private async keepLooking(): Promise<void> {
    while (!this.closing.signal.aborted) {
      await this.look();
      await this.rest();
    }
  }

  private async rest(): Promise<void> {
    await pause(lookEveryMs, undefined, { signal: this.wake.signal }).catch(() => undefined);
    if (!this.closing.signal.aborted) this.wake = new AbortController();
  }

  private async look(): Promise<void> {
    try {
      const { revision } = await readLedger(this.dataSource.manager);
      if (this.board && this.board.asOf !== this.today() && revision === this.board.version) await raiseRevision(this.dataSource.manager);
      else if (!this.board || revision > this.board.version) await this.refresh();
      this.failed = false;
    } catch (error) {
      if (!this.failed) this.log.warn(`the board is not up to date: ${String(error)}`);
      this.failed = true;
    }
  }

  private async refresh(): Promise<void> {
    const asOf = this.today();
    const known = await this.snapshots?.newest();
    const board = await this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      const view = await viewAt(tx, figures, null);
      const { revision: version, watermark } = view.ledger;
      if (known?.version === version) return known.json;
      const totals = await boardTotals(view, headlines, asOf, this.last?.totals ?? null);
      const head = { version, watermark: watermark?.toISOString() ?? null };
      const keptTile = unchangedTiles(this.last?.tiles ?? [], totals.changed);
      const next = boardOf(headlines, asOf, [...totals.totals.values()], head, keptTile);
      this.last = { totals, tiles: next.tiles };
      return JSON.stringify(next);
    });
    const next = ready(board);
    this.show(next);
    await this.snapshots?.offer({ version: next.version, json: board });
  }

  /** Never goes back: a notice may come later than a look. */
  private show(next: ReadyBoard): void {
    if (this.board && next.version <= this.board.version) return;
    this.board = next;
    for (const watcher of this.watchers) watcher();
  }

  private today(): string {
    return dateAt(this.clock());
  }
}
