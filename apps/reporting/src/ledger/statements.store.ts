/** Statements over the connection of a transaction, where TypeORM's `query` costs too much: prepared ones, those that wait for the next one, and COPY. */
import { runBeforeNext } from '@park/outbox';
import pg from 'pg';
import type { EntityManager } from 'typeorm';

export async function statementsOf(tx: EntityManager): Promise<Statements> {
  return new Statements(tx, (await tx.queryRunner!.connect()) as pg.ClientBase);
}

/** COPY is a trip of its own, and is planned each time. */
const fewRows = 50;

/** Values of one row, in the order of the columns; null is NULL, an object is JSON. */
export type Row = readonly (string | number | object | null)[];

/** The statements of one transaction. The next one is sent once the last one has answered, so that its caller need not wait. */
export class Statements {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly tx: EntityManager,
    private readonly client: pg.ClientBase,
  ) {}

  /** PostgreSQL parses and plans it once per connection: for a batch of 20 events that is more work than running it. */
  async ask<Answer extends object>(name: string, text: string, values: unknown[]): Promise<Answer[]> {
    return (await this.send(() => this.client.query<Answer>({ name, text, values }))).rows;
  }

  /** One whose answer nobody needs. It goes with the next one, and where it fails, that one fails. */
  async runBeforeNext(name: string, text: string, values: unknown[] = []): Promise<void> {
    await this.send(() => runBeforeNext(this.tx, { name, text, values }));
  }

  /** Adds rows. Many are copied: 140,000 a second where an insert from arrays or from JSON makes 70,000. Few go with the next statement. */
  async add(table: string, columns: string, rows: readonly Row[]): Promise<void> {
    if (rows.length > fewRows) await this.copyText(table, columns, textOf(rows));
    else if (rows.length > 0)
      await this.runBeforeNext(
        `add to ${table}`,
        `insert into ${table} (${columns}) overriding system value select ${columns} from json_populate_recordset(null::${table}, $1)`,
        [jsonOf(columns.split(', '), rows)],
      );
  }

  async copyText(table: string, columns: string, text: string): Promise<void> {
    await this.send(
      () =>
        new Promise<void>((resolve, reject) => {
          const done = (error: Error | null): void => (error ? reject(error) : resolve());
          this.client.query(new CopyIn(`copy ${table} (${columns}) from stdin`, text, done));
        }),
    );
  }

  /** After one that failed no other is sent: it would be outside of the transaction, once that is rolled back. */
  private send<T>(statement: () => Promise<T>): Promise<T> {
    const sent = this.last.then(statement);
    this.last = sent;
    return sent;
  }
}

function jsonOf(columns: readonly string[], rows: readonly Row[]): string {
  return JSON.stringify(rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]]))));
}

export function textOf(rows: readonly Row[]): string {
  let text = '';
  for (const row of rows) {
    for (let i = 0; i < row.length; i++) text += (i === 0 ? '' : '\t') + fieldOf(row[i]!);
    text += '\n';
  }
  return text;
}

function fieldOf(value: Row[number]): string {
  if (typeof value === 'number') return String(value);
  if (value === null) return '\\N';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (one) => escapes[one]!) : text;
}

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

interface CopyProtocol {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** A query of `pg` that answers the server's request for rows. */
class CopyIn extends pg.Query {
  constructor(
    statement: string,
    private readonly body: string,
    callback: (error: Error | null) => void,
  ) {
    super(statement);
    Object.assign(this, { callback });
  }

  handleCopyInResponse(connection: CopyProtocol): void {
    connection.sendCopyFromChunk(Buffer.from(this.body));
    connection.endCopyFrom();
  }
}
