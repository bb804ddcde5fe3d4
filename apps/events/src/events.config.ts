import { commonSettings, personalDataSettings, readSettings } from '@park/service-kit';
import type { z } from 'zod';

const settings = { ...commonSettings, ...personalDataSettings };

export type EventsSettings = z.infer<z.ZodObject<typeof settings>>;

export function eventsSettings(environment: NodeJS.ProcessEnv): EventsSettings {
  return readSettings(settings, environment);
}
