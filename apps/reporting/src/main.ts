import { startService } from '@park/service-kit';
import { service } from './reporting.module.ts';

await startService(service);
