import { startService } from '@park/service-kit';
import { service } from './housing.module.ts';

await startService(service);
