/** The organisations that the article names. Their names are real; their codes, dates and figures here are samples. */
import { memberOrganisations } from '../park/clients.ts';
import type { Segment, Usage } from './segments.ts';

export interface NamedTenant {
  name: string;
  segment: Segment;
  industry: string;
  uscc?: string;
  isTechnologyFirm?: boolean;
  usages?: readonly Usage[];
  /** Compared with others, as the size of an enterprise; 1 is about average. */
  size: number;
}

/** The first two are the member organisations whose clients the issuer knows. */
export const namedTenants: readonly NamedTenant[] = [
  { name: '青港物流', segment: 'trade', industry: 'G59', uscc: memberOrganisations.memberA, size: 9 },
  { name: '尊道传媒', segment: 'media', industry: 'R86', uscc: memberOrganisations.memberB, size: 7 },
  { name: '青岛青发控股集团有限公司', segment: 'services', industry: 'L72', size: 20 },
  { name: '青岛海尔中央空调有限公司', segment: 'technology', industry: 'C34', isTechnologyFirm: true, size: 30 },
  { name: '青岛青云鸿智产业投资发展有限公司', segment: 'services', industry: 'L72', size: 8 },
  { name: '山东省服务外包实训基地有限公司', segment: 'culture', industry: 'P83', size: 10 },
  { name: '创享食堂', segment: 'retail', industry: 'H62', usages: ['canteen'], size: 9 },
  { name: '丰禾市集', segment: 'retail', industry: 'F52', size: 6 },
  { name: '711', segment: 'retail', industry: 'F52', size: 4 },
  { name: 'E健身', segment: 'retail', industry: 'R89', size: 4 },
  { name: '一叶扁舟咖啡&精酿吧', segment: 'retail', industry: 'H62', size: 3 },
  { name: '芮琳服装', segment: 'retail', industry: 'F52', size: 3 },
];

/** Organisations that serve the park's entities, and are not counted as market entities. */
export const namedPlatforms: readonly { name: string; industry: string }[] = [
  { name: '山东大宗商品交易', industry: 'J69' },
  { name: '国际贸易孵化器', industry: 'M75' },
  { name: '留学生科创岛', industry: 'M75' },
  { name: '保税区商会', industry: 'S95' },
  { name: '梦想验证中心', industry: 'M75' },
  { name: '梦想孵化器', industry: 'M75' },
  { name: '梦想加速器', industry: 'M75' },
];
