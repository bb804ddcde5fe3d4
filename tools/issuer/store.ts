/** The memory of oidc-provider; what keeps people signed in is also written to a file and survives a restart. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Row {
  payload: AdapterPayload;
  expiresAt: number;
}

const kept = ['Session', 'Grant', 'RefreshToken'];
/** Of all else, sign-ins that began and codes: anybody can have one made. The oldest makes way. */
const mostPassing = 20_000;

export class Store {
  private readonly rows = new Map<string, Row>();
  private readonly passing = new Map<string, Row>();
  private readonly file: string;
  private writing: NodeJS.Timeout | undefined;

  constructor(stateDir: string) {
    this.file = join(stateDir, 'sessions.json');
    try {
      this.rows = new Map(JSON.parse(readFileSync(this.file, 'utf8')) as [string, Row][]);
    } catch {
      // a first start, or a file cut short by a power failure: people sign in again
    }
  }

  /** oidc-provider asks for one adapter per kind of thing (its `model`). */
  readonly adapter = (model: string): Adapter => ({
    upsert: async (id, payload, expiresIn) =>
      this.set(model, id, { payload, expiresAt: expiresIn ? Date.now() + expiresIn * 1000 : Number.MAX_SAFE_INTEGER }),
    find: async (id) => this.get(model, id)?.payload,
    findByUid: async (uid) => this.ofUid(model, uid)?.payload,
    findByUserCode: async () => undefined,
    consume: async (id) => {
      const row = this.get(model, id);
      if (row) this.set(model, id, { ...row, payload: { ...row.payload, consumed: Math.floor(Date.now() / 1000) } });
    },
    destroy: async (id) => this.delete(model, `${model}:${id}`),
    revokeByGrantId: async (grantId) => {
      for (const [key, row] of this.of(model)) if (key.startsWith(`${model}:`) && row.payload.grantId === grantId) this.delete(model, key);
    },
  });

  /** Writes what is due now, as at the end of the program. */
  flush(): void {
    if (!this.writing) return;
    clearTimeout(this.writing);
    this.writing = undefined;
    this.forgetExpired();
    writeFileSync(`${this.file}.new`, JSON.stringify([...this.rows]), { mode: 0o600 });
    renameSync(`${this.file}.new`, this.file);
  }

  private of(model: string): Map<string, Row> {
    return kept.includes(model) ? this.rows : this.passing;
  }

  private get(model: string, id: string): Row | undefined {
    const row = this.of(model).get(`${model}:${id}`);
    return row && row.expiresAt > Date.now() ? row : undefined;
  }

  private set(model: string, id: string, row: Row): void {
    this.of(model).set(`${model}:${id}`, row);
    if (this.passing.size > mostPassing) this.passing.delete(this.passing.keys().next().value!);
    this.writeSoon(model);
  }

  private delete(model: string, key: string): void {
    this.of(model).delete(key);
    this.writeSoon(model);
  }

  private ofUid(model: string, uid: string): Row | undefined {
    for (const [key, row] of this.of(model))
      if (key.startsWith(`${model}:`) && row.payload.uid === uid && row.expiresAt > Date.now()) return row;
    return undefined;
  }

  private forgetExpired(): void {
    for (const [key, row] of this.rows) if (row.expiresAt <= Date.now()) this.rows.delete(key);
  }

  private writeSoon(model: string): void {
    if (!kept.includes(model)) return;
    this.writing ??= setTimeout(() => this.flush(), 500).unref();
  }
}
