import { usccCheckCharacter } from '@park/kernel';
import { nothingScheduled, type MarketEntity } from './market-entity.ts';

/** A valid USCC for any number; sample codes use the region 370211 (Qingdao West Coast). */
export function usccOf(number: number): string {
  const first17 = `91370211MA${String(number).padStart(7, '0')}`;
  return first17 + usccCheckCharacter(first17);
}

export function aMarketEntity(wish: Partial<MarketEntity> = {}): MarketEntity {
  return {
    id: '0197a0c0-0000-7000-8000-000000000002',
    code: 'TN-000001',
    uscc: usccOf(1),
    name: '青岛示例软件有限公司',
    kind: 'enterprise',
    established_on: '2021-03-15',
    industry_code: 'I65',
    size_class: 'small',
    registration_status: 'in_operation',
    residency: 'none',
    founder_flags: [],
    risk_level: 'none',
    state: 'prospect',
    moved_in_on: null,
    suspended_on: null,
    departed_on: null,
    ...nothingScheduled,
    version: 1,
    created_at: new Date('2025-01-01T00:00:00Z'),
    updated_at: new Date('2025-01-01T00:00:00Z'),
    ...wish,
  };
}

export function aResident(wish: Partial<MarketEntity> = {}): MarketEntity {
  return aMarketEntity({ state: 'resident', residency: 'both', moved_in_on: '2024-05-01', version: 2, ...wish });
}

/** The body of a registration. */
export function aRegistration(number: number, wish: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    uscc: usccOf(number),
    name: `青岛示例${number}有限公司`,
    kind: 'enterprise',
    established_on: '2021-03-15',
    industry_code: 'I65',
    size_class: 'small',
    ...wish,
  };
}
