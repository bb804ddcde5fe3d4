/** Parts of the process that can die while the process lives on; an orchestrator should restart it then. */
import { Injectable } from '@nestjs/common';

@Injectable()
export class Readiness {
  private readonly parts = new Map<string, () => boolean>();

  watch(name: string, isAlive: () => boolean): void {
    this.parts.set(name, isAlive);
  }

  dead(): string[] {
    return [...this.parts].filter(([, isAlive]) => !isAlive()).map(([name]) => name);
  }
}
