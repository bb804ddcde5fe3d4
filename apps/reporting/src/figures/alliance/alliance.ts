/** Everything that reporting counts of the alliance. */
import type { ServiceFigures } from '../../kpi/figures.ts';
import { activity } from './activity.ts';
import { coverageKpis } from './coverage-kpis.ts';
import { enterprise } from './enterprise.ts';
import { jointProject } from './joint-project.ts';
import { loopKpis } from './loop-kpis.ts';
import { membership } from './membership.ts';
import { membershipKpis } from './membership-kpis.ts';
import { need } from './need.ts';
import { organisation } from './organisation.ts';
import { resource, resourceSlot } from './resource.ts';
import { rotationTerm } from './rotation-term.ts';
import { resolution, task } from './supervision.ts';

export const alliance: ServiceFigures = {
  service: 'alliance',
  kinds: [organisation, membership, activity, need, resource, resourceSlot, jointProject, resolution, task, rotationTerm, enterprise],
  kpis: [...membershipKpis, ...loopKpis, ...coverageKpis],
  recounted: ['member_orgs', 'activities', 'activity_attendance', 'needs_open', 'tasks_overdue'],
};
