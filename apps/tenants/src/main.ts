import { startService } from '@park/service-kit';
import { service } from './tenants.module.ts';

await startService(service);
