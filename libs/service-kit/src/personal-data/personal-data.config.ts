/** The setting of a service that keeps personal data, and `PersonalData` made of it. */
import type { Provider } from '@nestjs/common';
import { z } from 'zod';
import { SETTINGS } from '../service/tokens.ts';
import { PersonalData } from './personal-data.service.ts';

const keyBytes = 32;

export const personalDataSettings = {
  /** Secret behind the ciphertext and the references of personal data: base64 of 32 random bytes. */
  PERSONAL_DATA_KEY: z.base64().refine((text) => Buffer.from(text, 'base64').length === keyBytes),
};

export const personalDataProvider: Provider = {
  provide: PersonalData,
  inject: [SETTINGS],
  useFactory: ({ PERSONAL_DATA_KEY }: z.infer<z.ZodObject<typeof personalDataSettings>>) => new PersonalData(PERSONAL_DATA_KEY),
};
