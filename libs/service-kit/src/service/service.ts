/** A service as the kit needs it: its entry in the manifest, and its own parts. */
import type { ServiceEntry } from '@park/contracts';
import type { Once } from '@park/outbox';
import type { Type } from '@nestjs/common';
import type { EntitySchema } from 'typeorm';
import type { ConstraintRules } from '../commands/postgres-fault.ts';
import type { Migration } from './database.client.ts';
import type { CommonSettings } from './settings.config.ts';

/**
 * The relay and the history of a service that publishes, the intake and the parked messages of one that listens, and their tables,
 * follow from the manifest: a service does not name them.
 */
export interface Service extends ServiceEntry {
  description: string;
  /** Its controllers, services and jobs. Handlers of events are `@EventPattern` methods of its controllers. */
  module: Type;
  settings(environment: NodeJS.ProcessEnv): CommonSettings;
  tables: EntitySchema[];
  /** Of its own tables. */
  migrations: readonly Migration[];
  /** The refusals that violated constraints become. */
  rules: ConstraintRules;
  /** For a listener that remembers by itself which events it has taken in; without it, the inbox does. */
  takenInOnce?: Once;
  /** How long an event may wait for others to be taken in with it, in ms; 200 unless given. 0 where somebody watches. */
  gatherMs?: number;
}
