import { startService } from '@park/service-kit';
import { service } from './feeds.module.ts';

await startService(service);
