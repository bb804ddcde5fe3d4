/**
 * `npm run bench -- reads [rounds] [seconds a round]`: hot reads over HTTP, eight connections, a token in every request. Beside us, in turns, bare
 * `node:http` that sends the same bytes, and NestJS on Express with TypeORM on the same databases. First each answer is compared with one that is
 * computed from the whole ledger; then the same at ten times as many events.
 */
import assert from 'node:assert/strict';
import { addDays } from '../../libs/kernel/src/date.ts';
import { Connection, load, type Answered, type Asked } from '../http-load.ts';
import { cpuMs } from '../processes.ts';
import { aReadsPark, type Peer } from '../reads-park.ts';
import { atLeast, atMost, publish, type Target } from '../results.ts';
import { alternate, type Contestant, type Measured } from '../rounds.ts';
import { until } from '../until.ts';

const rounds = Number(process.argv[2] ?? 7);
const ms = 1_000 * Number(process.argv[3] ?? 2);
const connections = 8;
const list = '/market-entities?limit=50';
const figure = '/kpis/occupancy_rate';

const park = await aReadsPark();
const { authorization, reporting, tenants } = park;
const headers = { authorization };
const ask = async (port: number, asked: Asked): Promise<Answered> => {
  const connection = new Connection(port);
  const answer = await connection.ask({ ...asked, headers: { ...headers, ...asked.headers } });
  connection.close();
  assert.ok(answer.status === 200, `${asked.path} was answered by ${answer.status}: ${answer.body.toString()}`);
  return answer;
};
const textOf = async (port: number, path: string): Promise<string> => (await ask(port, { path })).body.toString();

interface Work {
  /** Of ours and of the peers alike. */
  request(n: number): Asked;
  /** The revision moves four times a second meanwhile. */
  isMoving?: boolean;
  mayBe304?: boolean;
}

function contestant(name: string, { port, pid }: Peer, { request, isMoving = false, mayBe304 = false }: Work): Contestant {
  return {
    name,
    async round() {
      const before = cpuMs([pid]);
      const moving = isMoving ? setInterval(() => void park.moveRevision(), 250) : undefined;
      const check = ({ status }: Answered): void => assert.ok(status === 200 || (mayBe304 && status === 304), `${status}`);
      const done = await load({ port, connections, ms, request: (n) => ({ headers, ...request(n) }), check });
      clearInterval(moving);
      return { ...done, cpuMs: cpuMs([pid]) - before };
    },
  };
}

let dates = 0;
/** A day that no question has been about so far. */
const newDate = (): string => addDays('2000-01-01', (dates++ * 7_919) % 40_000);

/** A client that knows the newest board: three of ten requests carry its tag. */
const withTag =
  (etag: string) =>
  (n: number): Asked => ({
    path: '/board',
    headers: n % 10 < 3 ? { authorization, 'if-none-match': etag } : { authorization },
  });

async function measureAll(sized: string): Promise<{ measured: Measured[]; rates: Record<string, Measured[]> }> {
  await settled();
  const bytes = {
    '/board': await textOf(reporting.port, '/board'),
    [figure]: await textOf(reporting.port, figure),
    '/market-entities': await textOf(tenants.port, list),
  };
  const [bare, nest] = [await park.bare(bytes), await park.nestExpress(bytes['/board'])];
  for (const path of ['/board', figure]) assert.equal(await textOf(bare.port, path), await textOf(reporting.port, path));
  const etag = /\r\netag: (\S+)/i.exec((await ask(reporting.port, { path: '/board' })).headers)![1]!;
  const always = (path: string): Work => ({ request: () => ({ path }) });
  const everyDate: Work = { request: () => ({ path: `${figure}?as_of=${newDate()}` }) };
  const works: Record<string, [Work, Peer, (Peer | null)?]> = {
    board: [always('/board'), reporting, nest],
    'board, 30 % If-None-Match, revision moving': [{ request: withTag(etag), isMoving: true, mayBe304: true }, reporting, null],
    'figure asked again': [always(figure), reporting, nest],
    'figure asked again, revision moving': [{ ...always(figure), isMoving: true }, reporting, null],
    'figure at a date never asked': [everyDate, reporting, nest],
    'list of 50': [always(list), tenants, nest],
  };
  const rates: Record<string, Measured[]> = {};
  for (const [what, [work, ours, express]] of Object.entries(works)) {
    const named = (who: string): string => `${what}${sized}: ${who}`;
    const contestants = [contestant(named('ours'), ours, work), contestant(named('node:http'), bare, work)];
    if (express)
      contestants.push(
        contestant(named('NestJS, Express, TypeORM'), express, {
          ...work,
          ...(what.startsWith('figure asked') && always(`${figure}?as_of=2026-01-01`)),
        }),
      );
    rates[what] = await alternate(contestants, rounds);
  }
  return { measured: Object.values(rates).flat(), rates };
}

/** The board and the figure are those of the newest revision, and the figure is what the whole ledger says. */
async function settled(): Promise<void> {
  const revision = await park.moveRevision();
  await until('the board is of the newest revision', async () => JSON.parse(await textOf(reporting.port, '/board')).version >= revision);
  for (const day of ['2022-12-31', '2023-06-30', '2024-02-29', '2025-01-31']) {
    const rows = await park.query(
      `select coalesce(sum(delta) filter (where measure = 'leased_area'), 0) as numerator, sum(delta) filter (where measure = 'rentable_area') as denominator
       from fact join projection on id = projection and state = 'live' where effective_on <= $1`,
      [day],
    );
    const { numerator, denominator } = JSON.parse(await textOf(reporting.port, `${figure}?as_of=${day}`));
    if (denominator !== null) assert.deepEqual({ numerator, denominator }, rows[0], `occupancy at ${day}`);
  }
  assert.equal(JSON.parse(await textOf(tenants.port, list)).items.length, 50);
}

try {
  const small = await measureAll('');
  await park.multiply(10);
  const large = await measureAll(' at 10 times the events');
  const rate = (what: string): number => small.rates[what]![0]!.perSecond;
  const cpu = (what: string, of = small): number => of.rates[what]![0]!.cpuUsPerItem!;
  const ratio = (what: string, peer: number): number => small.rates[what]![peer]!.ratio;
  const targets: Target[] = [
    atLeast('board, of bare node:http', 0.7, ratio('board', 1)),
    atLeast('figure asked again at the same revision, of bare node:http', 0.5, ratio('figure asked again', 1)),
    atLeast('figure at a date never asked', 500, rate('figure at a date never asked'), '/s'),
    atLeast('list of 50', 1_500, rate('list of 50'), '/s'),
    ...['board', 'figure asked again', 'figure at a date never asked', 'list of 50'].map((what) =>
      atLeast(`${what}, of NestJS on Express with TypeORM`, 4, ratio(what, 2)),
    ),
    ...Object.keys(small.rates).map((what) =>
      atMost(`${what}: CPU at 10 times the events, of that before`, 1.2, cpu(what, large) / cpu(what)),
    ),
  ];
  publish('reads', { title: 'Hot reads, 8 connections', measured: [...small.measured, ...large.measured], targets });
} finally {
  await park.stop();
}
process.exit(0);
