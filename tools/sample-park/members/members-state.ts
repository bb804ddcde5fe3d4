/** `.park/sample-members/state.json`: what the systems of the sample members keep. It holds secrets, so it is for this user only. */
import { readJson, writeJson } from '../../parts/process-record.ts';

export interface MembersState {
  /** Signing secrets of the endpoints, by the path at which the receiver has them. */
  secrets: Record<string, string>;
}

export class StateFile {
  private readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  read(): MembersState {
    return readJson<MembersState>(this.file) ?? { secrets: {} };
  }

  keepSecret(path: string, secret: string): void {
    writeJson(this.file, { secrets: { ...this.read().secrets, [path]: secret } } satisfies MembersState);
  }
}
