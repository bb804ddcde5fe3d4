import { isOperator } from '@park/kernel';
import { Lists, type ParkRequest } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { MembershipTable } from '../memberships/membership.table.ts';
import { ActivityTable, activities } from './activity.table.ts';
import { shownToMember, shownToPark, type ShownAttendance } from './attendance.ts';

export const shownAttendance = z.object({
  attendance: z.number().nullable().describe('All together; null where nobody has counted, and for a member where a count is left out'),
  by_member: z.array(
    z.object({ membership_id: z.uuid(), count: z.number().nullable().describe('Null for another member where it is below five (K-18)') }),
  ),
  others: z.number().nullable().describe('Of no member'),
});

/** Attendance lists of activities, as far as the one that asks may see them. */
@Injectable()
export class AttendanceService {
  constructor(
    @Inject(Lists) private readonly lists: Lists,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  async show(request: ParkRequest, id: string): Promise<ShownAttendance> {
    const visible = await this.lists.one(request, activities, id);
    if (isOperator(request.caller)) return shownToPark(visible);
    const tx = this.dataSource.manager;
    const own = await tx.findBy(MembershipTable, { uscc: request.caller.organisation });
    return shownToMember(
      await tx.findOneByOrFail(ActivityTable, { id }),
      own.map((membership) => membership.id),
    );
  }
}
