/** The parts of the joint meeting 联席会议 for the module of the service: meetings, topics, resolutions and tasks. */
import { CreateMeeting1766000000020 } from '../migrations/meeting.migration.ts';
import { CreateResolution1766000000022 } from '../migrations/resolution.migration.ts';
import { CreateTask1766000000023 } from '../migrations/task.migration.ts';
import { CreateTopic1766000000021 } from '../migrations/topic.migration.ts';
import { ResolutionTable } from '../resolutions/resolution.table.ts';
import { ResolutionsController } from '../resolutions/resolutions.controller.ts';
import { ResolutionsImportService } from '../resolutions/resolutions-import.service.ts';
import { ResolutionsJobs } from '../resolutions/resolutions.jobs.ts';
import { ResolutionsService } from '../resolutions/resolutions.service.ts';
import { TaskTable } from '../tasks/task.table.ts';
import { TasksController } from '../tasks/tasks.controller.ts';
import { TasksJobs } from '../tasks/tasks.jobs.ts';
import { TasksService } from '../tasks/tasks.service.ts';
import { TopicTable } from '../topics/topic.table.ts';
import { TopicsController } from '../topics/topics.controller.ts';
import { TopicsService } from '../topics/topics.service.ts';
import { MeetingTable } from './meeting.table.ts';
import { MeetingsController } from './meetings.controller.ts';
import { MeetingsImportService } from './meetings-import.service.ts';
import { MeetingsJobs } from './meetings.jobs.ts';
import { MeetingsService } from './meetings.service.ts';

export const meeting = {
  controllers: [MeetingsController, TopicsController, ResolutionsController, TasksController],
  providers: [
    TopicsService,
    MeetingsService,
    MeetingsImportService,
    MeetingsJobs,
    ResolutionsService,
    ResolutionsImportService,
    ResolutionsJobs,
    TasksService,
    TasksJobs,
  ],
  tables: [MeetingTable, TopicTable, ResolutionTable, TaskTable],
  migrations: [CreateMeeting1766000000020, CreateTopic1766000000021, CreateResolution1766000000022, CreateTask1766000000023],
  rules: {
    meeting_code: { code: 'code_taken', detail: 'A meeting with this code exists already.' },
    meeting_day: { code: 'meeting_day_taken', detail: 'Another meeting takes place on this day.' },
    topic_code: { code: 'code_taken', detail: 'A topic with this code exists already.' },
    topic_agenda: { code: 'concurrent_change', detail: 'Another topic took this place on the agenda at the same moment.' },
    resolution_code: { code: 'code_taken', detail: 'A resolution with this code exists already.' },
    resolution_title: { code: 'resolution_exists', detail: 'The topic has a resolution with this title already.' },
    task_code: { code: 'code_taken', detail: 'A task with this code exists already.' },
  },
};
