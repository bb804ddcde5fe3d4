/** Every kind of subject that the ledger keeps facts about. */
import type { SubjectKind } from '../ledger/subject-kind.ts';
import { apartment } from './apartment.ts';
import { application } from './application.ts';
import { building } from './building.ts';
import { entity } from './entity.ts';
import { renovation } from './renovation.ts';
import { unit } from './unit.ts';

export const subjectKinds: readonly SubjectKind[] = [entity, building, renovation, unit, apartment, application];
