import { commonSettings, personalDataSettings, readSettings } from '@park/service-kit';
import type { z } from 'zod';

const settings = { ...commonSettings, ...personalDataSettings };

export type HousingSettings = z.infer<z.ZodObject<typeof settings>>;

export function housingSettings(environment: NodeJS.ProcessEnv): HousingSettings {
  return readSettings(settings, environment);
}
