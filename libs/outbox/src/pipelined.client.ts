/**
 * A connection to PostgreSQL that saves round trips: a statement whose answer nobody needs is sent together with the next one, in one
 * write to the socket. A command of five statements waits for the database three times. See docs/adr/0026.
 */
import pg from 'pg';
import type { EntityManager } from 'typeorm';

/** `name`: a prepared statement, planned once per connection. For statements that answer no `select *`, whose columns a migration may change. */
export interface Statement {
  name?: string;
  text: string;
  values?: readonly unknown[];
}

const begins = /^(begin|start transaction)$/i;
const endsWithNothing = /^rollback$/i;

export class PipelinedClient extends pg.Client {
  /** Statements that wait for the next one. */
  private held: Statement[] = [];

  constructor(config: pg.ClientConfig) {
    super({ ...config, pipeline: true });
  }

  /** Holds a statement of an open transaction back until the next one is sent, at the latest its COMMIT. That one fails with this one's error. */
  hold(statement: Statement): void {
    this.held.push(statement);
  }

  /** Of all that is sent the answer is the last one's; the error is the first one's. */
  override query(...args: unknown[]): never {
    return this.inPipeline(args) as never; // which fits each of the overloads
  }

  private inPipeline(args: readonly unknown[]): Promise<pg.QueryResult> {
    const [text] = args;
    const send = super.query.bind(this) as (...args: unknown[]) => Promise<pg.QueryResult>;
    if (typeof text === 'string' && begins.test(text)) {
      this.held = [{ text }];
      return Promise.resolve(nothing('BEGIN'));
    }
    const held = this.held;
    if (held.length === 0) return send(...args);
    this.held = [];
    if (typeof text === 'string' && endsWithNothing.test(text) && begins.test(held[0]!.text)) {
      return Promise.resolve(nothing('ROLLBACK'));
    }
    const { stream } = (this as unknown as { connection: { stream: { cork(): void; uncork(): void } } }).connection;
    stream.cork();
    try {
      const before = held.map((statement) => send(statement));
      return inOrder([...before, send(...args)]);
    } finally {
      stream.uncork();
    }
  }
}

function nothing(command: string): pg.QueryResult {
  return { command, rows: [], rowCount: null, oid: 0, fields: [] };
}

async function inOrder(answers: readonly Promise<pg.QueryResult>[]): Promise<pg.QueryResult> {
  const settled = await Promise.allSettled(answers);
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return (settled.at(-1) as PromiseFulfilledResult<pg.QueryResult>).value;
}

/** Runs a statement whose answer nobody needs before whatever comes next in the transaction. A connection of another kind runs it at once. */
export async function runBeforeNext({ queryRunner }: EntityManager, statement: Statement): Promise<void> {
  if (!queryRunner?.isTransactionActive) throw new Error('Only a transaction has a next statement.');
  const client = (await queryRunner.connect()) as pg.Client;
  if (client instanceof PipelinedClient) client.hold(statement);
  else await client.query(statement as pg.QueryConfig);
}
