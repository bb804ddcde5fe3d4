import { CreateLog1767000000002 } from '../migrations/log.migration.ts';
import { CreateMember1767000000001 } from '../migrations/member.migration.ts';
import { OpenMembers } from '../members/open-members.service.ts';
import { FanOut } from './fan-out.service.ts';
import { LogJobs } from './log.jobs.ts';
import { LogNotices } from './log-notices.client.ts';
import { ParkEventsConsumer } from './park-events.consumer.ts';

export const log = {
  controllers: [ParkEventsConsumer],
  providers: [FanOut, LogJobs, LogNotices, OpenMembers],
  migrations: [CreateMember1767000000001, CreateLog1767000000002],
};
