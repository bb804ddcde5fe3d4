/** One state of the ledger for all that an answer reads, and the park's day on which it is asked. */
import { Inject, Injectable } from '@nestjs/common';
import { dateAt, type LocalDate } from '@park/kernel';
import { CLOCK, type Clock } from '@park/service-kit';
import { DataSource } from 'typeorm';
import { viewAt, type View } from '../kpi/kpi.store.ts';
import { figures } from './registry.ts';

@Injectable()
export class Snapshots {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async read<Answer>(answer: (view: View, today: LocalDate) => Promise<Answer>): Promise<Answer> {
    return await this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      return await answer(await viewAt(tx, figures, null), dateAt(this.clock()));
    });
  }
}
