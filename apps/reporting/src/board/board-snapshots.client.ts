/**
 * The board in Redis: the newest snapshot for an instance that starts, and a notice to all instances. A cache and a messenger only:
 * without Redis every instance computes its own board.
 */
import { Logger } from '@nestjs/common';
import { createClient } from 'redis';

export interface Snapshot {
  version: number;
  json: string;
}

const keepSeconds = 86_400;
const connectWithinMs = 2_000;

/** Writes and tells of a snapshot only where none as new is there. */
const writeIfNewer = `
local known = redis.call('hget', KEYS[1], 'version')
if known and tonumber(known) >= tonumber(ARGV[1]) then return 0 end
redis.call('hset', KEYS[1], 'version', ARGV[1], 'json', ARGV[2])
redis.call('expire', KEYS[1], ARGV[3])
redis.call('publish', KEYS[1], ARGV[2])
return 1`;

function client(url: string): ReturnType<typeof createClient> {
  return createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: connectWithinMs, reconnectStrategy: (tries) => Math.min(100 * 2 ** tries, 5_000) },
  }) as ReturnType<typeof createClient>;
}

export class BoardSnapshots {
  private readonly log = new Logger('BoardSnapshots');
  private readonly commands: ReturnType<typeof createClient>;
  private readonly notices: ReturnType<typeof createClient>;
  private isDown = false;

  /** `key`: one per ledger; no two parks may share it. */
  constructor(
    url: string,
    private readonly key: string,
  ) {
    this.commands = client(url)
      .on('error', (error: Error) => this.down(error))
      .on('ready', () => this.up());
    this.notices = client(url).on('error', () => undefined);
  }

  async open(onSnapshot: (json: string) => void): Promise<void> {
    const connecting = [
      this.commands.connect(),
      // Subscribed on every new connection by the client itself, once it was subscribed.
      this.notices.connect().then(() => this.notices.subscribe(this.key, onSnapshot)),
    ];
    await Promise.race([Promise.allSettled(connecting), new Promise((resolve) => setTimeout(resolve, connectWithinMs).unref())]);
  }

  async newest(): Promise<Snapshot | null> {
    const [version, json] = await this.orElse([null, null], () => this.commands.hmGet(this.key, ['version', 'json']));
    return version && json ? { version: Number(version), json } : null;
  }

  async offer({ version, json }: Snapshot): Promise<void> {
    await this.orElse(0, () =>
      this.commands.eval(writeIfNewer, { keys: [this.key], arguments: [String(version), json, String(keepSeconds)] }),
    );
  }

  async close(): Promise<void> {
    for (const one of [this.commands, this.notices]) if (one.isOpen) await Promise.resolve(one.destroy());
  }

  private async orElse<T>(otherwise: T, ask: () => Promise<unknown>): Promise<T> {
    if (!this.commands.isReady) return otherwise;
    try {
      return (await ask()) as T;
    } catch (error) {
      this.down(error as Error);
      return otherwise;
    }
  }

  private down(error: Error): void {
    if (!this.isDown) this.log.warn(`Redis is not there, every instance computes its own board: ${error.message}`);
    this.isDown = true;
  }

  private up(): void {
    if (this.isDown) this.log.log('Redis is back');
    this.isDown = false;
  }
}
