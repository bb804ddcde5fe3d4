/** The note on disk of who runs this park: at most one starter at a time, and after a crash the next one cleans up. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Say } from '../parts/downloads.ts';
import { endProcesses, forget, identityOf, isAlive, readJson, writeJson, type RecordedProcess } from '../parts/process-record.ts';

export type State = 'starting' | 'up' | 'stopping';

export interface ClaimNote {
  starter: { pid: number; identity: string };
  state: State;
  processes: RecordedProcess[];
}

/** A starter whose npm was killed this moment needs a little to see that and begin to stop. */
const noticesWithinMs = 800;

export class ParkClaim {
  private readonly file: string;
  private readonly noted: ClaimNote = {
    starter: { pid: process.pid, identity: identityOf(process.pid) ?? '' },
    state: 'starting',
    processes: [],
  };

  private constructor(file: string) {
    this.file = file;
  }

  /** Undefined when another starter has the park; one that is just stopping is waited for. */
  static async take(file: string, say: Say): Promise<ParkClaim | undefined> {
    const claim = new ParkClaim(file);
    mkdirSync(dirname(file), { recursive: true });
    const asked = Date.now();
    let isSaid = false;
    for (;;) {
      if (claim.noteDown()) return claim;
      const found = readClaim(file);
      if (!found || !isAlive(found.starter)) {
        await cleanUp(file, say);
        continue;
      }
      if (found.state === 'stopping' && !isSaid) say('Waiting for the park to finish stopping');
      isSaid ||= found.state === 'stopping';
      if (found.state !== 'stopping' && Date.now() - asked > noticesWithinMs) return undefined;
      await pause(50);
    }
  }

  set state(state: State) {
    this.noted.state = state;
    writeJson(this.file, this.noted);
  }

  set processes(processes: RecordedProcess[]) {
    this.noted.processes = processes;
    if (existsSync(this.file)) writeJson(this.file, this.noted);
  }

  giveUp(): void {
    forget(this.file);
  }

  /** False where there is a note already. */
  private noteDown(): boolean {
    try {
      writeFileSync(this.file, JSON.stringify(this.noted), { flag: 'wx', mode: 0o600 });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  }
}

/** Undefined also when a power failure cut the note short. */
export function readClaim(file: string): ClaimNote | undefined {
  try {
    return readJson<ClaimNote>(file);
  } catch {
    return undefined;
  }
}

/** Ends what a starter left behind that was killed. Answers how many processes that were. */
export async function cleanUp(file: string, say: Say): Promise<number> {
  const left = readClaim(file)?.processes ?? [];
  const ended = await endProcesses(left);
  if (ended > 0) say(`Ended ${ended} processes that an earlier start had left behind`);
  forget(file);
  return ended;
}
