/** The systems of the four sample members that have a feed: a reader of pages, a reader of the stream, and a receiver of webhooks. */
import { join } from 'node:path';
import { closedFolder } from '../../park/closed-folder.ts';
import { requiredVariable } from '../../jobs/required-variable.ts';
import { StateFile } from './members-state.ts';
import { readPages, readStream, type Reader } from './readers.ts';
import { receiver } from './receiver.ts';

const folder = requiredVariable('STATE_DIR');
closedFolder(folder);
const state = new StateFile(join(folder, 'state.json'));

const readerOf = (name: string, client: string): Reader => ({
  name,
  feedsUrl: requiredVariable('FEEDS_URL'),
  tokenEndpoint: requiredVariable('TOKEN_ENDPOINT'),
  clientId: requiredVariable(`${client}_CLIENT_ID`),
  clientSecret: requiredVariable(`${client}_CLIENT_SECRET`),
  file: join(folder, `${name}.json`),
});

const last: Record<string, number> = {};
receiver(
  (path) => state.read().secrets[path],
  (path, position) => (last[path] = position),
).listen(Number(requiredVariable('PORT')), '127.0.0.1');
setInterval(() => console.log(`received up to: ${JSON.stringify(last)}`), 300_000).unref();

await Promise.all([readPages(readerOf('pages', 'MEMBER_A')), readStream(readerOf('stream', 'MEMBER_B'))]);
