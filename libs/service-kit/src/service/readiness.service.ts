/** The parts of a process that work beside its requests, and how they are. */
import { Injectable } from '@nestjs/common';

/**
 * `down`: requests should go to another instance. Any other state lets this one answer: `lagging`, for instance, is a relay that waits
 * for Kafka, while commands go on.
 */
export interface PartHealth {
  state: 'up' | 'lagging' | 'down' | 'unknown';
}

export interface Part {
  /** Sets the part's gauges, too. A part that cannot be asked is `unknown`. */
  health(): Promise<PartHealth>;
  /** True where the part has stopped for good, and the process should be started again. Asks nothing outside of the process. */
  isDown?(): boolean;
}

@Injectable()
export class Readiness {
  private readonly watched = new Map<string, Part>();

  watch(name: string, part: Part): void {
    this.watched.set(name, part);
  }

  async parts(): Promise<Record<string, PartHealth>> {
    const entries = [...this.watched].map(async ([name, part]) => [name, await part.health().catch(() => ({ state: 'unknown' }))]);
    return Object.fromEntries(await Promise.all(entries)) as Record<string, PartHealth>;
  }

  down(): string[] {
    return [...this.watched].filter(([, part]) => part.isDown?.()).map(([name]) => name);
  }
}
