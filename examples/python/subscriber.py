"""A complete subscriber of a member's feed: `python3 subscriber.py pull`, `... stream` or `... webhook`.

The position is kept in a file. It is the same in every door, so that the subscriber can stop in one and go on in another.
Needs Python 3.9 and, for webhooks, the package `standardwebhooks`.

FEEDS_URL       address of the feeds service
TOKEN           a bearer token; or TOKEN_URL, CLIENT_ID and CLIENT_SECRET, to ask for one
STATE_FILE      where the position is kept; `state.json` unless given
WEBHOOK_SECRET  of the endpoint, `whsec_...`; PORT where webhooks come in
STOP_AT         stop when everything up to this position has been handled; for ever unless given
"""

import base64
import json
import os
import sys
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

URL = os.environ.get("FEEDS_URL", "http://localhost:7306")
STATE_FILE = os.environ.get("STATE_FILE", "state.json")
STOP_AT = int(os.environ.get("STOP_AT", sys.maxsize))


def handle(event):
    """The work of the subscriber: here it prints. It may be called again with the same event after a crash, and must not mind."""
    data = json.dumps(event["data"], ensure_ascii=False, separators=(",", ":"))
    print(event["feedposition"], event["type"], event["subject"], data, flush=True)


class Progress:
    """Everything up to `position` was handled, and of what is later the positions in `ahead`."""

    def __init__(self):
        self.lock = threading.Lock()
        self.position, self.ahead = 0, set()
        try:
            with open(STATE_FILE, encoding="utf-8") as file:
                state = json.load(file)
            self.position, self.ahead = state["position"], set(state["ahead"])
        except FileNotFoundError:
            print("There is no position yet: beginning with the oldest entry.", file=sys.stderr)

    @property
    def is_done(self):
        return self.position >= STOP_AT

    def take(self, events):
        """Handles those that were not handled yet, and then stores the position."""
        with self.lock:
            for event in events:
                position = event["feedposition"]
                if position <= self.position or position in self.ahead:
                    continue
                handle(event)
                self.ahead.add(position)
            while self.position + 1 in self.ahead:
                self.position += 1
                self.ahead.remove(self.position)
            self.store()

    def skip_to(self, position):
        """Entries that are not kept any more cannot be read in any door."""
        with self.lock:
            self.position = position
            self.ahead = {one for one in self.ahead if one > position}
            self.store()

    def store(self):
        """Under another name first: a crash leaves the old file or the new one."""
        with open(STATE_FILE + ".new", "w", encoding="utf-8") as file:
            json.dump({"position": self.position, "ahead": sorted(self.ahead)}, file)
        os.replace(STATE_FILE + ".new", STATE_FILE)


TOKEN = {"value": os.environ.get("TOKEN"), "until": float("inf") if "TOKEN" in os.environ else 0}


def authorization():
    if TOKEN["until"] < time.time():
        credentials = f"{os.environ['CLIENT_ID']}:{os.environ['CLIENT_SECRET']}".encode()
        request = urllib.request.Request(
            os.environ["TOKEN_URL"],
            data=b"grant_type=client_credentials&scope=feeds:feed:read",
            headers={"Authorization": "Basic " + base64.b64encode(credentials).decode()},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            body = json.load(answer)
        TOKEN.update(value=body["access_token"], until=time.time() + body["expires_in"] - 30)
    return f"Bearer {TOKEN['value']}"


def ask(path, progress, headers=None):
    """Answers None where the request must be made again: after a pause, or from the oldest position that is kept."""
    try:
        request = urllib.request.Request(URL + path, headers={"Authorization": authorization(), **(headers or {})})
        return urllib.request.urlopen(request, timeout=90)
    except urllib.error.HTTPError as error:
        problem = json.load(error)
        print(error.code, problem["code"], problem["detail"], file=sys.stderr)
        if error.code == 410:
            progress.skip_to(problem["oldest"] - 1)
            return None
        if error.code < 500 and error.code != 429:
            sys.exit(1)
    except OSError as error:
        print(error, file=sys.stderr)
    time.sleep(2)
    return None


def pull(progress):
    while not progress.is_done:
        answer = ask(f"/feed?after={progress.position}&limit=100&wait=30", progress)
        if answer is not None:
            with answer:
                progress.take(json.load(answer))


def stream(progress):
    while not progress.is_done:
        answer = ask("/feed/live", progress, {"Last-Event-ID": str(progress.position)})
        if answer is None:
            continue
        try:
            with answer:
                for line in answer:
                    if line.startswith(b"data: "):
                        progress.take([json.loads(line[6:])])
                    if progress.is_done:
                        break
        except OSError as error:
            print(error, file=sys.stderr)


def webhook(progress):
    """Answers 2xx after the event was handled and the position stored: what is not acknowledged comes again."""
    from standardwebhooks.webhooks import Webhook

    verifier = Webhook(os.environ["WEBHOOK_SECRET"])

    class Receiver(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_OPTIONS(self):
            self.send_response(200)
            self.send_header("WebHook-Allowed-Origin", self.headers.get("WebHook-Request-Origin", "*"))
            self.send_header("WebHook-Allowed-Rate", "*")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            try:
                event = verifier.verify(body.decode(), {name.lower(): value for name, value in self.headers.items()})
                # A test event has no position.
                if "feedposition" in event:
                    progress.take([event])
                self.send_response(204)
            except Exception as error:  # an unsigned or stale request
                print(error, file=sys.stderr)
                self.send_response(401)
            self.send_header("Content-Length", "0")
            self.end_headers()
            if progress.is_done:
                threading.Thread(target=self.server.shutdown).start()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("", int(os.environ.get("PORT", "8080"))), Receiver)
    print(f"Waiting for webhooks at port {server.server_port}.", file=sys.stderr, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    doors = {"pull": pull, "stream": stream, "webhook": webhook}
    if len(sys.argv) != 2 or sys.argv[1] not in doors:
        sys.exit("Usage: python3 subscriber.py pull|stream|webhook")
    doors[sys.argv[1]](Progress())
