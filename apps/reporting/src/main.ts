import { startService } from '@park/service-kit';
import { reporting } from './reporting.module.ts';

await startService(reporting);
