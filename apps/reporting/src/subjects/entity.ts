/** A market entity 市场主体 with its qualifications and reports: whether it counts in the park, as tech firm, with whom and with what. */
import type { SubjectKind } from '../ledger/subject-kind.ts';
import { standing } from '../ledger/timeline.ts';
import { operatingReportHearings, reported } from './operating-reports.ts';
import { qualificationHearings, techFirm } from './qualifications.ts';
import { dimensionsOf, entityHearings, staysOf } from './stay.ts';

export const entity: SubjectKind = {
  name: 'entity',
  hears: [...entityHearings, ...qualificationHearings, ...operatingReportHearings],
  timeline(known) {
    const stays = staysOf(known);
    return [
      ...stays.flatMap((stay) => standing('entities', dimensionsOf(stay), [stay], 1)),
      ...techFirm(stays, known),
      ...reported(stays, known),
    ];
  },
};
