/** The six modes 六种模式 in which the members of the alliance work together, in the order of the article. */
import { z } from 'zod';

export const allianceModes = [
  'org_building',
  'industry_promotion',
  'member_management',
  'service_promotion',
  'resource_sharing',
  'youth_league_building',
] as const;

export const mode = z.enum(allianceModes);
export const modes = z.array(mode).min(1).describe('Each once, in the order of the article');
