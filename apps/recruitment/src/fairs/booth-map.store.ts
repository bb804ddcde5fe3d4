import { isOperator, type Actor } from '@park/kernel';
import type { EntityManager } from 'typeorm';
import type { BoothMap } from './booth-map.ts';

/** A booth whose hold or offer has expired is free, even before the job has come to it. One statement; a fair has hundreds of booths. */
export async function boothMapOf(tx: EntityManager, fairId: string, caller: Actor, now: Date): Promise<BoothMap> {
  const booths: BoothMap['booths'] = await tx.query(
    `select b.id, b.code, b.zone, b.class, b.power_w, b.size_m2,
            case when b.status = 'blocked' then 'blocked' when a.id is null then 'free'
                 when a.state in ('booth_held', 'offered') then 'held' when a.state = 'confirmed' then 'confirmed'
                 else 'checked_in' end as state,
            coalesce(a.employer_uscc = $2, false) as is_own,
            case when a.id is not null and (a.employer_uscc = $2 or $3)
                 then jsonb_build_object('id', e.id, 'name', e.name, 'booth_application_id', a.id) end as employer
     from booth b
     left join booth_application a on a.booth_id = b.id
       and a.state in ('booth_held', 'offered', 'confirmed', 'checked_in', 'completed') and (a.expires_at is null or a.expires_at > $4)
     left join employer e on e.id = a.employer_id
     where b.fair_id = $1 order by b.code`,
    [fairId, caller.organisation, isOperator(caller), now],
  );
  return { fair_id: fairId, booths };
}
