/** The table that `npm start` ends with: where to look, how to get a token, how to stop. */
import { relative } from 'node:path';
import { memberUsers } from './clients.ts';
import type { RunFile } from './run-file.ts';
import { runFile } from './run-file.ts';

export function summary(run: RunFile, { detached }: { detached: boolean }): string {
  const file = relative(process.cwd(), runFile);
  const docs = Object.entries(run.services).map(([name, { url }]) => `${name.padEnd(12)} ${url}/docs`);
  const secret = `$(node -p "require('./${file}').clients.operations.clientSecret")`;
  const rows: [string, string][] = [
    ['Dashboard', `${run.dashboard}   sign in as ${run.user.username} with ${run.user.password}`],
    [
      'Members',
      `${run.services['feeds']?.url}   sign in as ${memberUsers.map(({ username }) => username).join(' or ')} with the same password`,
    ],
    ...(run.sampleMembers ? [sampleMembers(run.sampleMembers)] : []),
    ...docs.map((line, index): [string, string] => [index === 0 ? 'APIs' : '', line]),
    ['A token', `curl -s ${run.tokenEndpoint} -d grant_type=client_credentials -d client_id=operations -d client_secret=${secret}`],
    ['All of it', file],
    ['To stop', detached ? 'npm stop' : 'Ctrl-C, or npm stop'],
  ];
  return [...rows.map(([title, text]) => `  ${title.padEnd(11)} ${text}`), ''].join('\n');
}

function sampleMembers(url: string): [string, string] {
  return ['Webhooks', `${url}   two members get webhooks there, one fails at each; one reads pages, one a stream`];
}
