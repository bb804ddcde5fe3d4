import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { endpointDoors } from '../deliveries/deliveries.store.ts';
import { DoorTable } from '../doors/door.table.ts';
import { ReaderProgress } from '../doors/reader-progress.service.ts';
import { endsOf } from '../log/log.store.ts';
import type { Member } from '../members/member.store.ts';
import type { Positions } from './feed-answers.ts';

@Injectable()
export class PositionsService {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(ReaderProgress) private readonly progress: ReaderProgress,
  ) {}

  async of({ log_no }: Member): Promise<Positions> {
    await this.progress.store();
    const readers = (await this.dataSource.manager.findBy(DoorTable, { log_no })).filter(({ kind }) => kind !== 'webhook');
    const doors = readers.map(({ kind, sent, acknowledged, moved_at }) => ({
      door: kind,
      endpoint_id: null,
      sent,
      acknowledged,
      waiting: 0,
      moved_at: moved_at?.toISOString() ?? null,
    }));
    const webhooks = (await endpointDoors(this.dataSource, log_no)).map(({ id, position, acknowledged, waiting, moved_at }) => ({
      door: 'webhook' as const,
      endpoint_id: id,
      sent: position,
      acknowledged,
      waiting,
      moved_at: moved_at?.toISOString() ?? null,
    }));
    return { ...(await endsOf(this.dataSource, log_no)), doors: [...doors, ...webhooks] };
  }
}
