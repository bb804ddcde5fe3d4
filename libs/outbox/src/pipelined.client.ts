/**
 * A connection to PostgreSQL that saves round trips: a statement whose answer nobody needs is sent together with the next one, in one
 * message that is answered once. A command of seven statements waits for the database three times. See docs/adr/0026.
 */
import { createRequire } from 'node:module';
import pg from 'pg';
import type { EntityManager } from 'typeorm';

/** `name`: a prepared statement, planned once per connection. It must answer no `select *`, whose columns a migration may change. */
export interface Statement {
  name?: string | undefined;
  text: string;
  values?: readonly unknown[] | undefined;
}

/** The way in which `pg` writes values, and its extensions too. */
const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils') as { prepareValue(value: unknown): unknown };

const begins = /^(begin|start transaction)$/i;
const commits = /^commit$/i;
const rollsBack = /^rollback$/i;

export class PipelinedClient extends pg.Client {
  /** Statements that wait for the next one. */
  private held: Statement[] = [];
  private readonly prepared = new PreparedStatements();

  /** Holds a statement of an open transaction back until the next one is sent, at the latest its COMMIT. That one fails with this one's error. */
  hold(statement: Statement): void {
    this.held.push(statement);
  }

  override query(...args: unknown[]): never {
    return this.withHeld(args) as never; // which fits each of the overloads
  }

  private withHeld(args: readonly unknown[]): unknown {
    const send = super.query.bind(this) as (...args: readonly unknown[]) => Promise<pg.QueryResult>;
    const statement = statementOf(args);
    if (statement === null) {
      const held = this.takeHeld();
      // The query waits in the queue of `pg` until these are answered. Where one fails it fails too: PostgreSQL refuses the rest of the transaction.
      if (held.length > 0) this.together(held).catch(() => undefined);
      return send(...args);
    }
    if (begins.test(statement.text)) {
      this.held = [{ name: 'begin', text: 'begin' }];
      return Promise.resolve(nothing('BEGIN'));
    }
    const held = this.takeHeld();
    if (rollsBack.test(statement.text) && held[0]?.name === 'begin') return Promise.resolve(nothing('ROLLBACK'));
    if (held.length === 0 && statement.name === undefined) return send(...args);
    if (isPerhapsSeveral(statement)) return this.together(held).then(() => send(...args));
    return this.together([...held, commits.test(statement.text) ? { name: 'commit', text: 'commit' } : statement]);
  }

  private takeHeld(): Statement[] {
    const held = this.held;
    this.held = [];
    return held;
  }

  private together(statements: readonly Statement[]): Promise<pg.QueryResult> {
    return new Promise((resolve, reject) => {
      const answered = (error: Error | null, result: pg.QueryResult): void => (error ? reject(error) : resolve(result));
      super.query(new Batch(statements, this.prepared, answered) as never);
    });
  }
}

/** Null for a call with a callback, or with what is no plain statement, such as COPY: it is passed on as it is. */
function statementOf([first, values, callback]: readonly unknown[]): Statement | null {
  if (typeof values === 'function' || typeof callback === 'function') return null;
  if (typeof first === 'string') return { text: first, values: values as unknown[] | undefined };
  const { name, text, values: own, ...rest } = first as Statement & Record<string, unknown>;
  return typeof text === 'string' && Object.keys(rest).length === 0
    ? { name, text, values: own ?? (values as unknown[] | undefined) }
    : null;
}

/** Such as a migration: only a message of its own may hold several statements in one text. */
function isPerhapsSeveral({ text, values = [] }: Statement): boolean {
  return values.length === 0 && text.includes(';');
}

function nothing(command: string): pg.QueryResult {
  return { command, rows: [], rowCount: null, oid: 0, fields: [] };
}

/** The statements that a connection has prepared, by the names that the server knows them by. */
class PreparedStatements {
  private readonly known = new Map<string, { serverName: string; text: string }>();
  private attempts = 0;

  /** Null where it has to be parsed first. Throws where the name is that of another statement: it would be run in its place. */
  nameOf({ name, text }: Statement): string | null {
    const known = name === undefined ? undefined : this.known.get(name);
    if (known && known.text !== text) throw new Error(`There are two statements with the name "${name}".`);
    return known?.serverName ?? null;
  }

  /** Another name for each attempt: after an error nobody can tell whether the statement was parsed. */
  newName({ name }: Statement): string {
    return name === undefined ? '' : `${name} ${++this.attempts}`;
  }

  keep({ name, text }: Statement, serverName: string): void {
    if (name !== undefined) this.known.set(name, { serverName, text });
  }
}

/** The messages of PostgreSQL's extended protocol, as `pg` sends them. */
interface Connection {
  stream: { cork(): void; uncork(): void };
  parse(message: { name: string; text: string; types: number[] }): void;
  bind(message: { statement: string; values: readonly unknown[] }): void;
  describe(message: { type: 'P'; name: string }): void;
  execute(message: { portal: string; rows: number }): void;
  sync(): void;
}

/** Several statements in one message. PostgreSQL runs them in order and, after an error, none of the rest; the answer is that of the last one. */
class Batch extends (pg.Query as unknown as new (config: object) => {
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: unknown): void;
}) {
  private left: number;
  private readonly parsed: [statement: Statement, serverName: string][] = [];

  constructor(
    private readonly statements: readonly Statement[],
    private readonly prepared: PreparedStatements,
    answered: (error: Error | null, result: pg.QueryResult) => void,
  ) {
    super({
      text: statements.at(-1)!.text,
      callback: (error: Error | null, result: pg.QueryResult) => {
        if (!error) for (const [statement, serverName] of this.parsed) prepared.keep(statement, serverName);
        answered(error, result);
      },
    });
    this.left = statements.length;
  }

  /** Answers an error where a value cannot be written, before anything is sent. */
  submit(connection: Connection): Error | null {
    try {
      const messages = this.statements.map((statement) => this.messageOf(statement));
      connection.stream.cork();
      for (const [i, { name, text, values }] of messages.entries()) {
        if (text !== null) connection.parse({ name, text, types: [] });
        connection.bind({ statement: name, values });
        if (i === messages.length - 1) connection.describe({ type: 'P', name: '' });
        connection.execute({ portal: '', rows: 0 });
      }
      connection.sync();
      connection.stream.uncork();
      return null;
    } catch (error) {
      return error as Error;
    }
  }

  /** `text`: where it has to be parsed first. */
  private messageOf(statement: Statement): { name: string; text: string | null; values: unknown[] } {
    const values = (statement.values ?? []).map(prepareValue);
    const known = this.prepared.nameOf(statement);
    if (known !== null) return { name: known, text: null, values };
    const name = this.prepared.newName(statement);
    this.parsed.push([statement, name]);
    return { name, text: statement.text, values };
  }

  /** Rows that an earlier statement answers are nobody's, and their columns were not described. */
  override handleDataRow(message: unknown): void {
    if (this.left === 1) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: unknown): void {
    this.left--;
    if (this.left === 0) super.handleCommandComplete(message, connection);
  }
}

/** Runs a statement whose answer nobody needs before whatever comes next in the transaction. A connection of another kind runs it at once. */
export async function runBeforeNext({ queryRunner }: EntityManager, statement: Statement): Promise<void> {
  if (!queryRunner?.isTransactionActive) throw new Error('Only a transaction has a next statement.');
  const client = (await queryRunner.connect()) as pg.Client;
  if (client instanceof PipelinedClient) client.hold(statement);
  else await client.query(statement as pg.QueryConfig);
}

/** The rows that a prepared statement answers. For a small batch, planning takes longer than running. */
export async function askPrepared<Row extends object>(
  { queryRunner }: EntityManager,
  statement: { name: string; text: string },
  values: unknown[],
): Promise<Row[]> {
  const client = (await queryRunner!.connect()) as pg.Client;
  return (await client.query<Row>({ ...statement, values })).rows;
}
