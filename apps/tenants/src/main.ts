import { startService } from '@park/service-kit';
import { tenants } from './tenants.module.ts';

await startService(tenants);
