/**
 * Programs to paste, one for each door and language, with the addresses of this park filled in. Each reads its `TOKEN` or `SECRET` from
 * the environment and needs nothing else but the package `standardwebhooks` where it verifies a webhook.
 */
import type { DoorKind } from './api.ts';

export const snippetLanguages = ['curl', 'typescript', 'python'] as const;
export type SnippetLanguage = (typeof snippetLanguages)[number];

export interface Addresses {
  /** Of the feeds service, without a slash at its end. */
  feeds: string;
  /** Of the issuer, for tokens. */
  tokenEndpoint: string;
}

/** A token of a member's system, by its client id and secret. */
export function tokenSnippet({ tokenEndpoint }: Pick<Addresses, 'tokenEndpoint'>): string {
  return `# CLIENT_ID and CLIENT_SECRET are those of your system; the token is valid for an hour.
export TOKEN=$(curl -sS --fail "${tokenEndpoint}" \\
  -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials -d "scope=feeds:feed:read" |
  sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`;
}

export function snippetOf(door: DoorKind, language: SnippetLanguage, { feeds }: Pick<Addresses, 'feeds'>): string {
  return snippets[door][language](feeds);
}

/** The file that a snippet is saved as, and the command that runs it. */
export function runOf(door: DoorKind, language: SnippetLanguage): { file: string; command: string } {
  const name = { pull: 'pull', sse: 'stream', webhook: 'receiver' }[door];
  if (language === 'curl') return { file: `${name}.sh`, command: `bash ${name}.sh` };
  if (language === 'typescript') return { file: `${name}.mts`, command: `node ${name}.mts` };
  return { file: `${name}.py`, command: `python3 ${name}.py` };
}

/** To be installed first; null where the language brings all that is needed. */
export function installOf(door: DoorKind, language: SnippetLanguage): string | null {
  if (door !== 'webhook') return null;
  return { curl: null, typescript: 'npm install standardwebhooks', python: 'pip install standardwebhooks' }[language];
}

const snippets: Record<DoorKind, Record<SnippetLanguage, (feeds: string) => string>> = {
  pull: { curl: pullCurl, typescript: pullTypescript, python: pullPython },
  sse: { curl: streamCurl, typescript: streamTypescript, python: streamPython },
  webhook: { curl: webhookCurl, typescript: webhookTypescript, python: webhookPython },
};

function pullCurl(feeds: string): string {
  return `# One page after the stored position; run it again for the next one. Waits up to 30 s for an entry.
AFTER=$(cat feed-position 2>/dev/null)
curl -sS --fail-with-body --compressed -D feed-headers -o feed-page.json \\
  -H "Authorization: Bearer $TOKEN" \\
  "${feeds}/feed?limit=100&wait=30\${AFTER:+&after=$AFTER}"
RESULT=$?
cat feed-page.json; echo
# Stored only after the page was processed: the next request acknowledges it.
[ $RESULT -eq 0 ] && awk 'tolower($1) == "feed-position:" { print $2 + 0 }' feed-headers > feed-position`;
}

function pullTypescript(feeds: string): string {
  return `// Reads the feed page by page for ever, and stores its position in the file feed-position. Node.js 22.18 or later.
import { readFile, writeFile } from 'node:fs/promises';

let after = await readFile('feed-position', 'utf8').catch(() => '');
for (;;) {
  const url = '${feeds}/feed?limit=100&wait=30' + (after && '&after=' + after);
  const answer = await fetch(url, { headers: { authorization: 'Bearer ' + process.env.TOKEN } });
  // 401: get a new token; 410: the entries after your position are not kept any more.
  if (!answer.ok) throw new Error(answer.status + ' ' + (await answer.text()));
  for (const event of (await answer.json()) as { feedposition: number; id: string; type: string; data: unknown }[]) {
    // An event can come twice, for instance after a crash: skip an event.id that you have.
    console.log(event.feedposition, event.type, JSON.stringify(event.data));
  }
  after = answer.headers.get('feed-position')!;
  await writeFile('feed-position', after); // the next request acknowledges all up to it
}`;
}

function pullPython(feeds: string): string {
  return `# Reads the feed page by page for ever, and stores its position in the file feed-position.
import json, os, pathlib, urllib.request

position = pathlib.Path("feed-position")
after = position.read_text() if position.exists() else ""
while True:
    url = "${feeds}/feed?limit=100&wait=30" + (f"&after={after}" if after else "")
    request = urllib.request.Request(url, headers={"Authorization": "Bearer " + os.environ["TOKEN"]})
    # HTTPError 401: get a new token; 410: the entries after your position are not kept any more.
    with urllib.request.urlopen(request, timeout=60) as answer:
        for event in json.load(answer):
            # An event can come twice, for instance after a crash: skip an event["id"] that you have.
            print(event["feedposition"], event["type"], json.dumps(event["data"], ensure_ascii=False), flush=True)
        after = answer.headers["Feed-Position"]
    position.write_text(after)  # the next request acknowledges all up to it`;
}

function streamCurl(feeds: string): string {
  return `# Prints entries as they come, until the token expires. POSITION is the last one that you have; without it, from the oldest.
curl -sS -N --fail-with-body \\
  -H "Authorization: Bearer $TOKEN" -H "Accept: text/event-stream" \\
  \${POSITION:+-H "Last-Event-ID: $POSITION"} \\
  "${feeds}/feed/live"`;
}

function streamTypescript(feeds: string): string {
  return `// Follows the stream for ever; it goes on after the position in the file feed-position. Node.js 22.18 or later.
import { readFile, writeFile } from 'node:fs/promises';

let position = await readFile('feed-position', 'utf8').catch(() => '');
for (;;) {
  const answer = await fetch('${feeds}/feed/live', {
    headers: {
      authorization: 'Bearer ' + process.env.TOKEN,
      accept: 'text/event-stream',
      ...(position && { 'last-event-id': position }),
    },
  });
  // 401: get a new token; 410: the entries after your position are not kept any more.
  if (!answer.ok) throw new Error(answer.status + ' ' + (await answer.text()));
  let rest = '';
  for await (const piece of answer.body!.pipeThrough(new TextDecoderStream())) {
    const frames = (rest + piece).split('\\n\\n');
    rest = frames.pop()!;
    for (const frame of frames) {
      const data = /^data: ?(.*)$/m.exec(frame)?.[1];
      if (!data) continue; // a heart-beat
      const event = JSON.parse(data) as { feedposition: number; id: string; type: string; data: unknown };
      console.log(event.feedposition, event.type, JSON.stringify(event.data));
      position = String(event.feedposition);
      await writeFile('feed-position', position);
    }
  }
  await new Promise((resolve) => setTimeout(resolve, 1_000)); // the stream has ended in order: take it up again
}`;
}

function streamPython(feeds: string): string {
  return `# Follows the stream for ever; it goes on after the position in the file feed-position.
import json, os, pathlib, time, urllib.request

position = pathlib.Path("feed-position")
while True:
    headers = {"Authorization": "Bearer " + os.environ["TOKEN"], "Accept": "text/event-stream"}
    if position.exists():
        headers["Last-Event-ID"] = position.read_text()
    # HTTPError 401: get a new token; 410: the entries after your position are not kept any more.
    with urllib.request.urlopen(urllib.request.Request("${feeds}/feed/live", headers=headers), timeout=60) as stream:
        for line in stream:
            if not line.startswith(b"data:"):
                continue  # an id, a heart-beat, or the end of a frame
            event = json.loads(line[5:])
            print(event["feedposition"], event["type"], json.dumps(event["data"], ensure_ascii=False), flush=True)
            position.write_text(str(event["feedposition"]))
    time.sleep(1)  # the stream has ended in order: take it up again`;
}

function webhookCurl(feeds: string): string {
  return `# Tries your own receiver: the handshake, and one signed message as ${feeds} sends it. SECRET is that of the endpoint.
RECEIVER=\${RECEIVER:-http://localhost:8080/}
curl -sS -i -X OPTIONS "$RECEIVER" -H "WebHook-Request-Origin: ${hostOf(feeds)}"

ID=$(uuidgen 2>/dev/null || cat /proc/sys/kernel/random/uuid)
NOW=$(date +%s)
BODY='{"feedposition":1,"specversion":"1.0","id":"'$ID'","source":"/test","type":"test","data":{}}'
KEY=$(printf %s "\${SECRET#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')
SIGNATURE=$(printf %s "$ID.$NOW.$BODY" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | openssl base64 -A)
curl -sS -i "$RECEIVER" -H "Content-Type: application/cloudevents+json" \\
  -H "Webhook-Id: $ID" -H "Webhook-Timestamp: $NOW" -H "Webhook-Signature: v1,$SIGNATURE" --data-raw "$BODY"`;
}

function webhookTypescript(feeds: string): string {
  return `// A receiver for webhooks of ${feeds}. Put it behind https, and register its public address as an endpoint.
// Node.js 22.18 or later.
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.SECRET!);

createServer((request, response) => {
  if (request.method === 'OPTIONS') {
    // The handshake: this receiver agrees to webhooks of whoever asks. Compare the origin to agree to this park alone.
    const origin = String(request.headers['webhook-request-origin'] ?? '*');
    response.writeHead(200, { allow: 'OPTIONS, POST', 'webhook-allowed-origin': origin, 'webhook-allowed-rate': '*' }).end();
    return;
  }
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', () => {
    try {
      const headers = request.headers as Record<string, string>;
      const event = webhook.verify(Buffer.concat(pieces).toString(), headers) as { feedposition: number; type: string; data: unknown };
      // The same webhook-id can come twice: skip one that you have.
      console.log(event.feedposition, event.type, JSON.stringify(event.data));
      response.writeHead(204).end(); // only now the entry is acknowledged
    } catch {
      response.writeHead(401).end(); // the signature does not fit
    }
  });
}).listen(Number(process.env.PORT ?? 8080));`;
}

function webhookPython(feeds: string): string {
  return `# A receiver for webhooks of ${feeds}. Put it behind https, and register its public address as an endpoint.
import json, os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from standardwebhooks import Webhook, WebhookVerificationError

webhook = Webhook(os.environ["SECRET"])


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_OPTIONS(self):
        # The handshake: this receiver agrees to webhooks of whoever asks. Compare the origin to agree to this park alone.
        self.answer(200, {
            "Allow": "OPTIONS, POST",
            "WebHook-Allowed-Origin": self.headers.get("WebHook-Request-Origin", "*"),
            "WebHook-Allowed-Rate": "*",
        })

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            event = webhook.verify(body, {name.lower(): value for name, value in self.headers.items()})
        except WebhookVerificationError:
            return self.answer(401)  # the signature does not fit
        # The same webhook-id can come twice: skip one that you have.
        print(event.get("feedposition"), event["type"], json.dumps(event.get("data"), ensure_ascii=False), flush=True)
        self.answer(204)  # only now the entry is acknowledged

    def answer(self, status, headers={}):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", "0")
        self.end_headers()


ThreadingHTTPServer(("", int(os.environ.get("PORT", "8080"))), Receiver).serve_forever()`;
}

function hostOf(url: string): string {
  return new URL(url).host;
}
