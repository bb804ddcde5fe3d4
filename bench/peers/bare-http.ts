/** A peer: bare `node:http` that sends prepared bytes. `node bare-http.ts <file>`: JSON with the text of each path; without a query all are alike. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const answers = new Map(
  Object.entries(JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Record<string, string>).map(([path, text]) => [
    path,
    Buffer.from(text),
  ]),
);
const server = createServer((request, response) => {
  const body = answers.get(request.url!.split('?', 1)[0]!);
  if (!body) return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length }).end(body);
});
server.listen(0, '127.0.0.1', () => console.log(`port ${(server.address() as AddressInfo).port}`));
