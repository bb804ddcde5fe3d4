/** The answer to the question which member is in the chair 轮值主席单位 on a day. */
import { alliance } from '@park/contracts';
import { z } from 'zod';

const chair = z.object({
  term_id: z.uuid(),
  code: z.string(),
  plan_id: z.uuid(),
  kind: z.enum(alliance.rotationTermKinds),
  membership_id: z.uuid(),
  organisation_id: z.uuid(),
  member_name: z.string(),
  start_on: z.string().meta({ format: 'date' }),
  end_on: z.string().meta({ format: 'date' }).describe('Exclusive'),
  state: z.enum(alliance.rotationTermStates),
});

export const chairOfDay = z.object({
  on: z.string().meta({ format: 'date' }),
  chair: chair.nullable().describe('Null where no approved plan has the day'),
});

export type ChairOfDay = z.infer<typeof chairOfDay>;
