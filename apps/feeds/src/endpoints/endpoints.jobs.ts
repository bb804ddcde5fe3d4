/** Clock jobs of endpoints: one that fails for days is disabled, and secrets that were rotated are deleted when they end. */
import { Schedule } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { failingDays } from './endpoint.ts';
import { forgetSecrets } from './endpoint-secrets.store.ts';
import { EndpointsService } from './endpoints.service.ts';

@Injectable()
export class EndpointsJobs {
  constructor(@Inject(Schedule) schedule: Schedule, @Inject(EndpointsService) service: EndpointsService) {
    schedule.addForEach({
      name: 'endpoints: disable failing ones',
      due: `select id, failing_since as due_at from endpoint
            where state in ('active', 'degraded') and failing_since is not null and failing_since <= :now - interval '${failingDays} days'`,
      step: (command, id) => service.disableFailing(command, id),
    });
    schedule.add('endpoint secrets: forget', async (command) => {
      await forgetSecrets(command);
      return 0;
    });
  }
}
