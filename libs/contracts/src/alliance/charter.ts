/** Events of the versions of the charter 章程 that members accept. */
import { z } from 'zod';
import { eventType } from '../event-type.ts';
import { count, date, transitionData } from '../fields.ts';

export const charterStates = ['draft', 'in_force', 'superseded'] as const;

const version = { version_number: count };
const head = { code: 'CT-000001', version_number: 2 };
const file = z.string().length(64).describe('SHA-256 of the file, hex');

export const CharterDraftedV1 = eventType('park.alliance.charter.drafted.v1', {
  summary: { zh: '章程起草', en: 'A version of the charter was drafted' },
  data: { ...transitionData, ...version, title: z.string(), sha256: file },
  example: { ...head, from_state: null, to_state: 'draft', title: '党建联盟章程（修订）', sha256: 'a'.repeat(64) },
});
export const CharterAdoptedV1 = eventType('park.alliance.charter.adopted.v1', {
  summary: { zh: '章程生效', en: 'A version of the charter is in force' },
  discloses: { alliance: ['code', 'version_number', 'in_force_from'] },
  data: { ...transitionData, ...version, in_force_from: date },
  example: { ...head, from_state: 'draft', to_state: 'in_force', in_force_from: '2025-06-01' },
});
export const CharterSupersededV1 = eventType('park.alliance.charter.superseded.v1', {
  summary: { zh: '章程废止', en: 'A version of the charter is replaced by the next' },
  data: { ...transitionData, ...version, in_force_until: date.describe('Exclusive') },
  example: { ...head, from_state: 'in_force', to_state: 'superseded', in_force_until: '2025-12-01' },
});
