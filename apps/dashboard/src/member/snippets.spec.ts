import { installOf, runOf, snippetLanguages, snippetOf, tokenSnippet } from './snippets.ts';

const addresses = { feeds: 'https://feeds.park.example', tokenEndpoint: 'https://id.park.example/token' };
const doors = ['pull', 'sse', 'webhook'] as const;
const all = doors.flatMap((door) => snippetLanguages.map((language) => [door, language] as const));

it.each(all)('the %s door in %s: the real address, secrets from the environment alone, nothing left to fill in', (door, language) => {
  const snippet = snippetOf(door, language, addresses);
  expect(snippet).toContain(addresses.feeds);
  const variable = door === 'webhook' ? 'SECRET' : 'TOKEN';
  const read = { curl: new RegExp(`\\$\\{?${variable}`), typescript: `process.env.${variable}`, python: `os.environ["${variable}"]` }[
    language
  ];
  expect(snippet).toMatch(read);
  expect(snippet).not.toMatch(/undefined|<[a-z-]+>|YOUR_|…|\[object/);
  expect(snippet.split('\n').filter((line) => line.length > 140)).toEqual([]);
});

it('acknowledges only what was processed, and goes on where it stopped', () => {
  for (const language of snippetLanguages) {
    expect(snippetOf('pull', language, addresses)).toMatch(/feed-position/);
    expect(snippetOf('pull', language, addresses)).toMatch(/after=/);
    expect(snippetOf('sse', language, addresses)).toMatch(/last-event-id/i);
  }
});

it('verifies webhooks by the package standardwebhooks and answers the handshake', () => {
  for (const language of ['typescript', 'python'] as const) {
    const snippet = snippetOf('webhook', language, addresses);
    expect(snippet).toMatch(/\.verify\(/);
    expect(snippet).toMatch(/OPTIONS[\s\S]*webhook-allowed-origin/i);
    expect(installOf('webhook', language)).toContain('standardwebhooks');
  }
  expect(all.filter(([door, language]) => door !== 'webhook' && installOf(door, language) !== null)).toEqual([]);
});

it('names a file and the command that runs it', () => {
  expect(runOf('pull', 'python')).toEqual({ file: 'pull.py', command: 'python3 pull.py' });
  expect(new Set(all.map(([door, language]) => runOf(door, language).file)).size).toBe(all.length);
});

it('gets a token from the issuer of this park', () => {
  expect(tokenSnippet(addresses)).toContain(`"${addresses.tokenEndpoint}"`);
});
