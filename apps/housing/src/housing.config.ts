import { commonSettings, readSettings } from '@park/service-kit';
import { z } from 'zod';

const keyBytes = 32;

const settings = {
  ...commonSettings,
  /** Secret behind the ciphertext and the references of personal data: base64 of 32 random bytes. */
  PERSONAL_DATA_KEY: z.base64().refine((text) => Buffer.from(text, 'base64').length === keyBytes),
};

export type HousingSettings = z.infer<z.ZodObject<typeof settings>>;

export function housingSettings(environment: NodeJS.ProcessEnv): HousingSettings {
  return readSettings(settings, environment);
}
