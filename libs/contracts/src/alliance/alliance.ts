/** The events of the alliance service: `import { alliance } from '@park/contracts'`. */
import { eventTypesIn } from '../event-type.ts';
import * as activity from './activity.ts';
import * as charter from './charter.ts';
import * as claim from './claim.ts';
import * as meeting from './meeting.ts';
import * as membership from './membership.ts';
import * as need from './need.ts';
import * as organisation from './organisation.ts';
import * as project from './project.ts';
import * as resource from './resource.ts';
import * as rotation from './rotation.ts';
import * as task from './task.ts';

export * from './activity.ts';
export * from './charter.ts';
export * from './claim.ts';
export * from './meeting.ts';
export * from './membership.ts';
export * from './mode.ts';
export * from './need.ts';
export * from './organisation.ts';
export * from './project.ts';
export * from './resource.ts';
export * from './rotation.ts';
export * from './task.ts';

export const events = eventTypesIn(organisation, charter, membership, rotation, meeting, task, need, resource, claim, project, activity);
