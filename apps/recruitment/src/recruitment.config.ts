import { commonSettings, personalDataSettings, readSettings } from '@park/service-kit';
import type { z } from 'zod';

const settings = { ...commonSettings, ...personalDataSettings };

export type RecruitmentSettings = z.infer<z.ZodObject<typeof settings>>;

export function recruitmentSettings(environment: NodeJS.ProcessEnv): RecruitmentSettings {
  return readSettings(settings, environment);
}
