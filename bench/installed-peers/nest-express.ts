/**
 * A peer: NestJS on Express with TypeORM, as its documentation shows it, without tokens, limits, log or ETag of its own. The board is a row with
 * its JSON, the list is found by a repository, a figure is summed in SQL. `node nest-express.ts <url of reporting's database> <of tenants'>`
 */
import 'reflect-metadata';
import { Controller, Get, Module, Query } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { DataSource, EntitySchema } from 'typeorm';

pg.types.setTypeParser(pg.types.builtins.DATE, (text: string) => text);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);
const [reportingUrl, tenantsUrl] = process.argv.slice(2) as [string, string];

const board = new EntitySchema<any>({
  name: 'bench_board',
  columns: { version: { type: 'bigint', primary: true }, board: { type: 'jsonb' } },
});
const text = { type: 'text' } as const;
const day = { type: 'date', nullable: true } as const;
const entity = new EntitySchema<any>({
  name: 'market_entity',
  columns: {
    id: { type: 'uuid', primary: true },
    code: text,
    version: { type: 'integer' },
    created_at: { type: 'timestamptz' },
    updated_at: { type: 'timestamptz' },
    uscc: text,
    name: text,
    kind: text,
    established_on: day,
    industry_code: text,
    size_class: text,
    registration_status: text,
    residency: text,
    founder_flags: { type: 'text', array: true },
    risk_level: text,
    state: text,
    moved_in_on: day,
    departed_on: day,
  },
});
const connect = (url: string, entities: EntitySchema[]): Promise<DataSource> =>
  new DataSource({ type: 'postgres', url, entities, extra: { max: 10 } }).initialize();
const reporting = await connect(reportingUrl, [board]);
const tenants = await connect(tenantsUrl, [entity]);

class Reads {
  async board(): Promise<unknown> {
    const [newest] = await reporting.getRepository(board).find({ order: { version: 'DESC' }, take: 1 });
    return newest.board;
  }

  async figure(asOf: string): Promise<unknown> {
    const sums: { measure: string; sum: number }[] = await reporting
      .createQueryBuilder()
      .select('measure')
      .addSelect('sum(delta)', 'sum')
      .from('kpi_day', 'kpi_day')
      .where(`measure in ('leased_area', 'rentable_area') and effective_on <= :asOf`, { asOf })
      .groupBy('measure')
      .getRawMany();
    const of = (measure: string): number => sums.find((one) => one.measure === measure)?.sum ?? 0;
    const [numerator, denominator] = [of('leased_area'), of('rentable_area')];
    return { code: 'occupancy_rate', as_of: asOf, value: Math.round((1e8 * numerator) / denominator) / 1e6, numerator, denominator };
  }

  async list(limit: string): Promise<unknown> {
    const items = await tenants.getRepository(entity).find({ order: { code: 'ASC', id: 'ASC' }, take: Number(limit) + 1 });
    return { items: items.slice(0, Number(limit)), next: items.length > Number(limit) ? items.at(-2).id : null };
  }
}

function route(name: keyof Reads, path: string): void {
  Get(path)(Reads.prototype, name, Object.getOwnPropertyDescriptor(Reads.prototype, name)!);
}
Controller()(Reads);
route('board', 'board');
route('figure', 'kpis/occupancy_rate');
route('list', 'market-entities');
Query('as_of')(Reads.prototype, 'figure', 0);
Query('limit')(Reads.prototype, 'list', 0);

class Peer {}
Module({ controllers: [Reads] })(Peer);
const app = await NestFactory.create(Peer, { logger: false });
await app.listen(0, '127.0.0.1');
console.log(`port ${(app.getHttpServer().address() as AddressInfo).port}`);
