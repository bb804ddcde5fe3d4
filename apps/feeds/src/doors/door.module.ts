import { CreateDoor1767000000004 } from '../migrations/door.migration.ts';
import { DoorTable } from './door.table.ts';
import { DoorsJobs } from './doors.jobs.ts';
import { ReaderProgress } from './reader-progress.service.ts';

export const door = {
  providers: [DoorsJobs, ReaderProgress],
  tables: [DoorTable],
  migrations: [CreateDoor1767000000004],
};
