import { commonSettings, personalDataSettings, readSettings } from '@park/service-kit';
import type { z } from 'zod';

const settings = { ...commonSettings, ...personalDataSettings };

export type AllianceSettings = z.infer<z.ZodObject<typeof settings>>;

export function allianceSettings(environment: NodeJS.ProcessEnv): AllianceSettings {
  return readSettings(settings, environment);
}
