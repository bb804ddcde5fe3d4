import { commonSettings, personalDataSettings, readSettings } from '@park/service-kit';
import { z } from 'zod';

const settings = {
  ...commonSettings,
  ...personalDataSettings,
  /** Address of recruitment, which knows the identity of those who were hired and want a home. */
  RECRUITMENT_URL: z.url(),
  /** The client as which it is asked; it needs the scope `recruitment:candidate:identify`. */
  HIRES_CLIENT_ID: z.string().min(1),
  HIRES_CLIENT_SECRET: z.string().min(1),
};

export type HousingSettings = z.infer<z.ZodObject<typeof settings>>;

export function housingSettings(environment: NodeJS.ProcessEnv): HousingSettings {
  return readSettings(settings, environment);
}
