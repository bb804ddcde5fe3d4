/** Reads the entries that runners want: one query for all that want some at the moment. */
import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { endsOf } from '../log/log.store.ts';
import { entriesFor, type WantedEntries } from './dispatch.store.ts';
import type { EndpointRunner } from './endpoint-runner.service.ts';

const endpointsAtOnce = 100;
const againMs = 1_000;

export class EntryReader {
  private readonly log = new Logger('EntryReader');
  private readonly wanting = new Set<EndpointRunner>();
  private isReading = false;

  constructor(private readonly dataSource: DataSource) {}

  want(runner: EndpointRunner): void {
    this.wanting.add(runner);
    if (this.isReading) return;
    this.isReading = true;
    void this.read().finally(() => (this.isReading = false));
  }

  forget(): void {
    this.wanting.clear();
  }

  private async read(): Promise<void> {
    while (this.wanting.size > 0) {
      const runners = [...this.wanting].slice(0, endpointsAtOnce);
      for (const runner of runners) this.wanting.delete(runner);
      const wanted = runners.flatMap((runner) => {
        const entries = runner.beginRead();
        return entries ? [{ runner, entries }] : [];
      });
      if (wanted.length > 0) await this.readFor(wanted);
    }
  }

  private async readFor(wanted: { runner: EndpointRunner; entries: WantedEntries }[]): Promise<void> {
    try {
      const rows = await entriesFor(
        this.dataSource,
        wanted.map(({ entries }) => entries),
      );
      for (const { runner, entries } of wanted) {
        const read = rows.get(entries.endpoint_id) ?? [];
        if (read[0]?.position !== entries.after + 1) {
          const { first } = await endsOf(this.dataSource, entries.log_no);
          if (first - 1 > entries.after) runner.expire(first);
        }
        runner.endRead(read, entries.limit);
      }
    } catch (error) {
      this.log.warn(`logs could not be read: ${String(error)}`);
      for (const { runner, entries } of wanted) runner.endRead(null, entries.limit);
      await pause(againMs, undefined, { ref: false });
    }
  }
}
