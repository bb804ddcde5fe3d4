import { startService } from '@park/service-kit';
import { housing } from './housing.module.ts';

await startService(housing);
