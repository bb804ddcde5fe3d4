import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { disclosed, disclosedSchemaOf, eventTypes, tenants, type EventType } from './index.ts';

const audiences = ['alliance', 'public'] as const;
const disclosing = eventTypes.filter(({ visibility }) => visibility !== 'internal');

function has(value: unknown, [name, ...rest]: string[]): boolean {
  if (name === undefined) return true;
  if (Array.isArray(value)) return value.length > 0 && value.every((element) => has(element, [name, ...rest]));
  return typeof value === 'object' && value !== null && name in value && has((value as Record<string, unknown>)[name], rest);
}

describe.each(disclosing.map((type) => [type.type, type] as const))('%s', (_, type) => {
  it('lists members that its data has', () => {
    for (const path of type.discloses.alliance) expect([path, has(type.example, path.split('.'))]).toEqual([path, true]);
  });

  it('lists no amount of money but an asking price or a posted salary, and no free text', () => {
    const kept =
      /(^|[._])(opinion|destination|rent|deposit|amount|penalty|refund|discount_pct)([._]|$)|(?<!(ref_price|salary_min|salary_max)_)fen(_|$)/;
    for (const path of type.discloses.alliance.filter((path) => path !== 'ref_price_fen_per_m2_day')) expect(path).not.toMatch(kept);
  });

  it('tells the alliance at least what it tells anyone', () => {
    expect(type.discloses.alliance).toEqual(expect.arrayContaining([...type.discloses.public]));
  });
});

/** Names of all members that a schema has, at every depth. */
function membersIn(schema: any): string[] {
  if (schema.items) return membersIn(schema.items);
  if (schema.anyOf) return schema.anyOf.flatMap(membersIn);
  return Object.entries<any>(schema.properties ?? {}).flatMap(([name, member]) => {
    const deeper = membersIn(member);
    return deeper.length > 0 ? deeper.map((rest) => `${name}.${rest}`) : [name];
  });
}

it.each(disclosing.map((type) => [type.type, type] as const))('describes of %s what is disclosed and nothing else', (_, type) => {
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  for (const audience of audiences) {
    const data = disclosed(type, audience, type.example);
    const schema = disclosedSchemaOf(type, audience);
    if (data === null) return expect(schema).toBeNull();
    const validate = ajv.compile({ ...schema, $id: undefined });
    expect([validate(data), validate.errors]).toEqual([true, null]);
    const paths: readonly string[] = type.discloses[audience];
    for (const member of membersIn(schema)) expect(paths.some((path) => member === path || member.startsWith(`${path}.`))).toBe(true);
  }
});

it('tells nobody outside of an internal event', () => {
  const internal = eventTypes.filter(({ visibility }) => visibility === 'internal');
  expect(internal.length).toBeGreaterThan(30);
  for (const type of internal) for (const audience of audiences) expect(disclosed(type, audience, type.example)).toBeNull();
});

it('tells the alliance that somebody moved in and where, not for which rent', () => {
  expect(disclosed(tenants.LeaseActivatedV1 as EventType, 'alliance', tenants.LeaseActivatedV1.example)).toEqual({
    code: 'LS-000001',
    from_state: 'signed',
    to_state: 'active',
    entity_id: '0197a0c0-0000-7000-8000-000000000002',
    start_on: '2024-05-01',
    units: [{ unit_id: '0197a0c0-0000-7000-8000-000000000003', building_id: '0197a0c0-0000-7000-8000-000000000001' }],
    is_renewal: false,
  });
  expect(disclosed(tenants.LeaseActivatedV1 as EventType, 'public', tenants.LeaseActivatedV1.example)).toBeNull();
});

it('leaves out what a newer producer adds', () => {
  const wider = { ...tenants.BuildingRegisteredV1.example, caretaker: 'new' };
  expect(disclosed(tenants.BuildingRegisteredV1 as EventType, 'public', wider)).not.toHaveProperty('caretaker');
});
