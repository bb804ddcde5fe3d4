/**
 * Lists: keyset pages in a stable order, filters, search, the caller's own organisation only, and the same rows as a file.
 * A member of the query that is a column filters by equality, of a column with several values by one of them; `<column>_from` and
 * `<column>_to` by a half-open range; `q` searches.
 */
import { createHash } from 'node:crypto';
import { invalid, isDate, isInstant, isOperator, Refusal } from '@park/kernel';
import { Inject, Injectable, type StreamableFile } from '@nestjs/common';
import { DataSource, type EntitySchemaColumnOptions, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { limits } from '../http/limits.ts';
import { fileAnswer, wantedFile } from './file-answer.service.ts';
import type { FileForm } from './list-file.ts';
import { fileColumns } from './list-columns.ts';
import type { ListQuery } from './list.dto.ts';
import { hiddenFrom, shownTo, type Listing } from './listing.ts';
import { pageText } from './page.store.ts';
import { ReadyJson } from '../http/ready-json.ts';
import type { ParkRequest } from '../http/request.ts';

/** As JSON: `{ items, next }`, with `count` where that was asked for. `next` is the cursor of the next page; null on the last one. */
export interface Page<Row extends ObjectLiteral> extends ReadyJson {
  readonly of?: Listing<Row>;
}

/** Of pages whose plans connections keep. */
const usualSizes = new Set([20, 50, 100]);

const paging = new Set(['limit', 'cursor', 'sort', 'count', 'headings', 'updated_since', 'q']);

@Injectable()
export class Lists {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /**
   * A page, or with `Accept: text/csv` or that of a workbook all rows that match, as a file (at most `limits.exportRows`; each export is
   * recorded). `more`: further members of the page.
   */
  async answer<Row extends ObjectLiteral>(
    request: ParkRequest,
    listing: Listing<Row>,
    query: ListQuery,
    more: object = {},
  ): Promise<Page<Row> | StreamableFile> {
    const form = wantedFile(request);
    return form === null ? await this.page(request, listing, query, more) : await this.file(request, form, listing, query);
  }

  /** The rows as the driver gives them: to make objects of 50,000 at once would hold up all other requests. */
  private async file<Row extends ObjectLiteral>(
    request: ParkRequest,
    form: FileForm,
    listing: Listing<Row>,
    query: ListQuery,
  ): Promise<StreamableFile> {
    const { column, direction } = order(listing, query.sort);
    const rows = await this.matching(request, listing, query)
      .select('t.*')
      .orderBy(`t.${column}`, direction)
      .addOrderBy('t.id', direction)
      .limit(limits.exportRows + 1)
      .getRawMany<Row>();
    return await fileAnswer(this.dataSource.manager, request, form, {
      list: listing.table.options.name,
      file: request.url.split('?')[0]!.split('/').at(-1)!,
      columns: fileColumns(listing, query.headings),
      rows: rows.map((row) => shownTo(request.caller, listing, row)),
    });
  }

  /** One row by its id; a row of another organisation is as if it were not there. */
  async one<Row extends ObjectLiteral>(request: ParkRequest, listing: Listing<Row>, id: string): Promise<Row> {
    const name = listing.table.options.name;
    const row = await this.matching(request, listing, {}).andWhere('t.id = :id', { id }).getOne();
    if (!row) throw new Refusal('not-found', `${name}_not_found`, `There is no ${name.replaceAll('_', ' ')} "${id}".`);
    return shownTo(request.caller, listing, row);
  }

  private async page<Row extends ObjectLiteral>(
    request: ParkRequest,
    listing: Listing<Row>,
    query: ListQuery,
    more: object,
  ): Promise<Page<Row>> {
    const limit = query.limit ?? 20;
    const { column, direction } = order(listing, query.sort);
    const matching = this.matching(request, listing, query);
    const count = query.count ? await matching.getCount() : undefined;
    const isUsual = usualSizes.has(limit) && matching.expressionMap.wheres.length === 0;
    const page = matching.orderBy(`t.${column}`, direction).addOrderBy('t.id', direction);
    if (query.cursor) {
      const [value, id] = readCursor(query.cursor, whatOf(listing, query), typeOf(listing, column));
      page.andWhere(`(t.${column}, t.id) ${direction === 'ASC' ? '>' : '<'} (:cursorValue, :cursorId)`, {
        cursorValue: value,
        cursorId: id,
      });
    }
    const { items, last } = await pageText(page, {
      isUsual,
      columns: columnsOf(listing),
      hidden: hiddenFrom(request.caller, listing),
      sort: column,
      limit,
    });
    const next = last && writeCursor(whatOf(listing, query), last.value, last.id);
    const rest = JSON.stringify({ next, ...(count !== undefined && { count }), ...more });
    return new ReadyJson({ json: `{"items":[${items}],${rest.slice(1)}`, next });
  }

  private matching<Row extends ObjectLiteral>(request: ParkRequest, listing: Listing<Row>, query: ListQuery): SelectQueryBuilder<Row> {
    const rows = this.dataSource.getRepository(listing.table).createQueryBuilder('t');
    const columns = columnsOf(listing);
    const hidden = hiddenFrom(request.caller, listing);
    for (const [name, value] of Object.entries(query)) {
      if (value === undefined || paging.has(name)) continue;
      if (hidden.includes(name)) rows.andWhere('false');
      const condition = listing.conditions?.[name];
      const range = /^(.+)_(from|to)$/.exec(name);
      const { type, array } = columns[name] ?? {};
      if (condition) rows.andWhere(`(${condition})`, { [name]: value });
      else if (array) rows.andWhere(`t.${name} @> array[:${name}]::${String(type)}[]`, { [name]: value });
      else if (name in columns) rows.andWhere(`t.${name} = :${name}`, { [name]: value });
      else if (range && range[1]! in columns)
        rows.andWhere(`t.${range[1]} ${range[2] === 'from' ? '>=' : '<'} :${name}`, { [name]: value });
    }
    const words = (query as { q?: string }).q?.trim();
    if (words && listing.search) {
      const pattern = `%${words.replace(/[\\%_]/g, '\\$&')}%`;
      rows.andWhere(`(${listing.search.map((column) => `t.${column} ilike :words`).join(' or ')})`, { words: pattern });
    }
    if (query.updated_since) rows.andWhere('t.updated_at >= :updatedSince', { updatedSince: query.updated_since });
    if (listing.own && !isOperator(request.caller)) rows.andWhere(`(${listing.own})`, { organisation: request.caller.organisation });
    return rows;
  }
}

function order<Row extends ObjectLiteral>(listing: Listing<Row>, sort: string | undefined): { column: string; direction: 'ASC' | 'DESC' } {
  const column = sort?.replace(/^-/, '') ?? listing.sorts[0]!;
  if (!listing.sorts.includes(column)) throw invalid('/sort', 'unknown_sort', `Sort by one of ${listing.sorts.join(', ')}.`);
  return { column, direction: sort?.startsWith('-') ? 'DESC' : 'ASC' };
}

/** A digest of what is listed: which rows, and in which order. */
function whatOf<Row extends ObjectLiteral>({ table, sorts }: Listing<Row>, query: ListQuery): string {
  const { limit: _, cursor: __, count: ___, headings: ____, sort = sorts[0], ...filters } = query;
  const what = JSON.stringify([table.options.name, sort, Object.entries(filters).sort()]);
  return createHash('sha256').update(what).digest('base64url').slice(0, 12);
}

function writeCursor(what: string, value: string | number, id: string): string {
  return Buffer.from(JSON.stringify([what, value, id])).toString('base64url');
}

function columnsOf<Row extends ObjectLiteral>({ table }: Listing<Row>): Record<string, EntitySchemaColumnOptions> {
  return table.options.columns as Record<string, EntitySchemaColumnOptions>;
}

function typeOf<Row extends ObjectLiteral>(listing: Listing<Row>, column: string): string {
  return String(columnsOf(listing)[column]!.type);
}

/** Whether a value that a cursor carries can be compared with a column of that type. A cursor is text that its holder can rewrite. */
function fits(type: string, value: unknown): value is string | number {
  if (type === 'date') return isDate(value);
  if (type === 'timestamptz') return isInstant(value);
  if (type === 'text') return typeof value === 'string' && !value.includes('\0');
  return type === 'numeric' ? Number.isFinite(value) : Number.isSafeInteger(value);
}

function readCursor(cursor: string, what: string, type: string): [string | number, string] {
  try {
    const [of, value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, string | number, string];
    const isId = typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
    if (of === what && isId && fits(type, value)) return [value, id];
  } catch {
    // Falls through to the refusal: a cursor that does not parse is as wrong as one of another list.
  }
  throw invalid('/cursor', 'malformed_cursor', 'The cursor does not belong to this list with these filters in this order.');
}
