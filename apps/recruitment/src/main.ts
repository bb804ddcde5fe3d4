import { startService } from '@park/service-kit';
import { service } from './recruitment.module.ts';

await startService(service);
