import { startService } from '@park/service-kit';
import { service } from './events.module.ts';

await startService(service);
