/** A text for people: in Chinese and in English. */
import { z } from 'zod';

export const bilingual = z.object({ zh: z.string(), en: z.string() });
export type Bilingual = z.infer<typeof bilingual>;
