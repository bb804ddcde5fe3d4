import { startService } from '@park/service-kit';
import { service } from './alliance.module.ts';

await startService(service);
