/**
 * Writes the sample park as CSV files into `.park/sample-park/`, imports them through the services' public APIs as a clerk would, and
 * compares the figures that come out. Run again after it was killed, it finishes what is left.
 */
import { parseArgs } from 'node:util';
import { addDays, dateAt, isDate } from '../../libs/kernel/src/date.ts';
import { memberOrganisations } from '../park/clients.ts';
import { inPark } from '../park/places.ts';
import { runFile } from '../park/run-file.ts';
import { readJson } from '../parts/process-record.ts';
import { agrees, compare, recount, table } from './comparison.ts';
import { figures } from './expected-figures.ts';
import { LoadNotes, writeFolder } from './folder.ts';
import { closeFair } from './fair-end.ts';
import { importFile, type ImportJob } from './import-job.ts';
import { StateFile } from './members/members-state.ts';
import { subscribeMembers } from './members/subscribe.ts';
import { assignSheets, formPanels, publishRankings } from './panels.ts';
import { ParkApi, type ReachablePark } from './park-api.ts';
import { foundIn, personalTextsOf, wholeFeed } from './personal-data-scan.ts';
import { samplePark, type SampleFile, type SamplePark } from './sample-park.ts';

const folder = inPark('sample-park');
const sayEveryMs = 2_000;
/** Steps that are no import, by the kind of file that they follow. */
const afterFile: Record<string, (api: ParkApi, park: SamplePark) => Promise<void>> = {
  experts: formPanels,
  pitches: assignSheets,
  'score-sheets': publishRankings,
};
const earliest = '2000-01-01';
/** Kinds whose rows name market entities by their USCC. */
const needEntities = ['tenancies', 'registrations', 'projects'];

try {
  process.exitCode = (await load()) ? 0 : 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

/** Answers whether all figures agree. */
async function load(): Promise<boolean> {
  const started = performance.now();
  const seconds = (): string => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  const notes = LoadNotes.open(folder, askedFor(), new Date());
  const run = readJson<ReachablePark>(runFile);
  if (!run) throw new Error('The park is not running: npm start brings it up, and loads the sample park by itself.');
  const api = new ParkApi(run);
  const park = samplePark(notes.openingDay, notes.begunAt);
  const files = writeFolder(folder, park);
  const rows = files.reduce((sum, file) => sum + file.rows.length, 0);
  console.log(`Opening day ${notes.openingDay} (Asia/Shanghai): ${files.length} files, ${rows.toLocaleString('en-US')} rows, in ${folder}`);

  const entitiesAreIn = Promise.withResolvers<void>();
  entitiesAreIn.promise.catch(() => undefined); // housing may have failed by then, and wait no more
  let membersAreSubscribed: Promise<void> | undefined;
  const importInTurn = async (service: SampleFile['service']): Promise<void> => {
    for (const file of files.filter((one) => one.service === service)) {
      if (needEntities.includes(file.kind)) await entitiesAreIn.promise;
      await importFile(api, file, notes, progress(file.name));
      if (file.kind === 'market-entities') entitiesAreIn.resolve();
      if (file.kind === 'memberships') membersAreSubscribed = heard(subscribed(run, api, park));
      await afterFile[file.kind]?.(api, park);
    }
  };
  const tenants = importInTurn('tenants').catch((error: unknown) => {
    entitiesAreIn.reject(error);
    throw error;
  });
  await Promise.all([tenants, importInTurn('housing'), importInTurn('events'), importInTurn('recruitment'), importInTurn('alliance')]);
  await Promise.all([closeFair(api), membersAreSubscribed]);
  console.log(`Loaded ${rows.toLocaleString('en-US')} rows in ${seconds()}; waiting until reporting has counted them`);

  const compared = await compare(api, figures(park), new Date());
  for (const line of table(compared)) console.log(line);
  const wrong = compared.filter((one) => !agrees(one)).length;
  console.log(wrong === 0 ? `All ${compared.length} figures agree` : `${wrong} of ${compared.length} figures differ`);
  const { differing, checks } = await recount(api);
  console.log(`Recounted from the services' own records: ${checks - differing} of ${checks} checks agree`);
  return wrong === 0 && differing === 0 && (await namesNobody(run, files));
}

/** The feed of the member that subscribes to everything names no person of the files. */
async function namesNobody(run: ReachablePark, files: readonly SampleFile[]): Promise<boolean> {
  if (!run.sampleMembers) return true;
  const texts = personalTextsOf(files);
  const { entries, content } = await wholeFeed(new ParkApi(run, 'memberA'));
  const found = foundIn(content, texts);
  const sought = `${texts.size.toLocaleString('en-US')} names and numbers of persons`;
  console.log(
    `Of ${sought}, ${found.length === 0 ? 'none stands' : `${found.length} stand`} in the ${entries.toLocaleString('en-US')} entries of a member's feed`,
  );
  return found.length === 0;
}

/** For members whose systems run beside the park of `npm start`: as soon as there are members, so that they see what follows. */
async function subscribed(run: ReachablePark, park: ParkApi, { rows }: SamplePark): Promise<void> {
  if (!run.sampleMembers) return;
  const members = new Map([
    [memberOrganisations.memberA as string, new ParkApi(run, 'memberA')],
    [memberOrganisations.memberB, new ParkApi(run, 'memberB')],
  ]);
  const state = new StateFile(inPark('sample-members', 'state.json'));
  await subscribeMembers({ park, members, receiverUrl: run.sampleMembers, state }, rows);
}

/** Another import may fail first: a refusal that nobody waits for yet ends no program. */
function heard<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

function askedFor(): string | undefined {
  const { values } = parseArgs({ options: { 'opening-day': { type: 'string' } } });
  const day = values['opening-day'];
  if (day === undefined) return undefined;
  if (!isDate(day)) throw new Error(`--opening-day takes a date such as 2023-08-18, not ${day}.`);
  const yesterday = addDays(dateAt(new Date()), -1);
  if (day < earliest || day > yesterday)
    throw new Error(`--opening-day must lie between ${earliest} and yesterday, ${yesterday}: the day is over.`);
  return day;
}

/** A line when a file is done, and every few seconds while it is not. */
function progress(file: string): (job: ImportJob) => void {
  const started = performance.now();
  let saidAt = started;
  let isFirstLook = true;
  return (job) => {
    const now = performance.now();
    const wasInBefore = isFirstLook && job.state === 'done';
    isFirstLook = false;
    if (job.state === 'queued' || (job.state === 'running' && now - saidAt < sayEveryMs)) return;
    saidAt = now;
    console.log(`${file.padEnd(42)} ${wasInBefore ? `${job.rows} rows, in already` : progressText(job, (now - started) / 1000)}`);
  };
}

function progressText({ rows, processed, unchanged, bad }: ImportJob, seconds: number): string {
  const asides = [unchanged > 0 && `${unchanged} known already`, bad > 0 && `${bad} refused`].filter((aside) => aside !== false);
  const rate = `${Math.round(processed / seconds)} rows/s`;
  return `${String(processed).padStart(5)} of ${String(rows).padEnd(5)} ${rate.padStart(11)}${asides.length > 0 ? `  (${asides.join(', ')})` : ''}`;
}
