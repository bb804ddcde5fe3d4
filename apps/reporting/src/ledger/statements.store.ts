/** Statements over the connection of a transaction, where TypeORM's `query` costs too much: prepared ones, and COPY. */
import pg from 'pg';
import type { EntityManager } from 'typeorm';

export async function statementsOf(tx: EntityManager): Promise<Statements> {
  return new Statements((await tx.queryRunner!.connect()) as pg.ClientBase);
}

/** Values of one row, in the order of the columns; null is NULL, an object is JSON. */
export type CopyRow = readonly (string | number | object | null)[];

/** The statements of one transaction. The next one is sent once the last one has answered, so that its caller need not wait. */
export class Statements {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly client: pg.ClientBase) {}

  /** PostgreSQL parses and plans it once per connection: for a batch of 20 events that is more work than running it. */
  async ask<Row extends object>(name: string, text: string, values: unknown[]): Promise<Row[]> {
    return (await this.send(() => this.client.query<Row>({ name, text, values }))).rows;
  }

  /** Several statements without values, in one trip. */
  async askAll(texts: readonly string[]): Promise<object[][]> {
    const answers = (await this.send(() => this.client.query(texts.join(';')))) as unknown as pg.QueryResult<object>[];
    return answers.map(({ rows }) => rows);
  }

  /** Twice as fast as an insert from arrays or from JSON: 140,000 rows a second where these make 70,000. */
  async copy(table: string, columns: string, rows: readonly CopyRow[]): Promise<void> {
    if (rows.length > 0) await this.copyText(table, columns, textOf(rows));
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

export function textOf(rows: readonly CopyRow[]): string {
  let text = '';
  for (const row of rows) {
    for (let i = 0; i < row.length; i++) text += (i === 0 ? '' : '\t') + fieldOf(row[i]!);
    text += '\n';
  }
  return text;
}

function fieldOf(value: CopyRow[number]): string {
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
