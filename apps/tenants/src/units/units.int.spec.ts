import { serviceUnderTest, type ServiceUnderTest } from '@park/test-kit';
import { aBuildingBody } from '../buildings/building.fixture.ts';
import { service } from '../tenants.module.ts';
import { aUnitBody } from './unit.fixture.ts';

const clerk = {
  scopes: [
    'tenants:building:read',
    'tenants:building:write',
    'tenants:unit:read',
    'tenants:unit:write',
    'tenants:renovation:read',
    'tenants:renovation:write',
    'tenants:occupancy:write',
    'park:audit:read',
    'park:import:write',
  ],
};
let park: ServiceUnderTest;
let buildingId: string;

beforeAll(async () => {
  park = await serviceUnderTest(service);
  buildingId = await aBuilding('B01');
});
afterAll(() => park.close());

async function aBuilding(code: string): Promise<string> {
  const { status, body } = await park.ask('POST', '/buildings', { as: clerk, body: aBuildingBody(code) });
  expect(status).toBe(201);
  return body.id;
}

async function added(code: string, wish: Record<string, unknown> = {}): Promise<any> {
  const { status, body } = await park.ask('POST', '/units', { as: clerk, body: aUnitBody(code, buildingId, wish) });
  expect([status, body.code]).toEqual([201, code]);
  return body;
}

it('lets only as much area into a unit as it has, also when many come at once', async () => {
  const floor = await added('B01-F1', { use_m2: 100, gfa_m2: 120 });
  const add = (n: number) =>
    park.ask('POST', '/units', {
      as: clerk,
      body: aUnitBody(`B01-F1-${n}`, buildingId, { parent_unit_id: floor.id, use_m2: 30, gfa_m2: 36 }),
    });
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => add(n)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, ...Array<number>(17).fill(422)]);
  expect(answers.find(({ status }) => status === 422)!.body).toMatchObject({
    code: 'area_exceeds_parent',
    errors: [{ pointer: '/use_m2' }],
  });
  const shrink = await park.ask('PATCH', `/units/${floor.id}`, { as: clerk, body: { use_m2: 80 }, headers: { 'if-match': '"1"' } });
  expect(shrink).toMatchObject({ status: 422, body: { code: 'area_below_children' } });
});

it('names what it does not know', async () => {
  const nowhere = '0197a0c0-0000-7000-8000-00000000ffff';
  expect(await park.ask('POST', '/units', { as: clerk, body: aUnitBody('X1', nowhere) })).toMatchObject({
    status: 422,
    body: { code: 'unknown_building' },
  });
  expect(await park.ask('POST', '/units', { as: clerk, body: aUnitBody('X2', buildingId, { parent_unit_id: nowhere }) })).toMatchObject({
    status: 404,
    body: { code: 'unit_not_found' },
  });
  expect(await park.ask('POST', '/buildings', { as: clerk, body: aBuildingBody('B01') })).toMatchObject({
    status: 409,
    body: { code: 'code_taken' },
  });
});

it('takes no unit out of service while somebody has it, and no building out of use', async () => {
  const building = await aBuilding('B02');
  const unit = await park.ok('POST', '/units', { as: clerk, body: aUnitBody('B02-0101', building) });
  await park.ok('POST', '/occupancies', { as: clerk, body: { unit_id: unit.id, kind: 'self_use', start_on: '2025-06-16' } });
  for (const path of [`/units/${unit.id}/retire`, `/buildings/${building}/retire`]) {
    expect(await park.ask('POST', path, { as: clerk, body: {} })).toMatchObject({
      status: 409,
      body: { code: 'still_occupied', occupancies: 1 },
    });
  }
});

it('imports buildings, projects and units, parents before children', async () => {
  expect(
    await park.importFile(
      'buildings',
      'code,name,floors,gfa_m2,state,land_area_mu,year_built\nB11,11号楼,3,4200.5,under_renovation,8.71,1962\n',
      clerk,
    ),
  ).toMatchObject({ state: 'done', created: 1 });
  const projects = 'code,name,kind,building_code,indoor_area_m2,outdoor_area_m2,started_on,accepted_on\n';
  const inside = 'RN-11,11号楼改造,building,B11,4200.5,0,2024-01-05,2024-11-30\n';
  const outside = 'RN-90,景观,outdoor,,0,8000,2024-01-05,\nRN-91,错,outdoor,,0,100,,2024-11-30\n';
  expect(await park.importFile('renovations', projects + inside + outside, clerk, 'skip_bad_rows')).toMatchObject({
    created: 2,
    bad: 1,
    errors: [{ line: 4, column: 'started_on', code: 'required' }],
  });
  const accepted = await park.ok('GET', '/renovations?state=accepted', { as: clerk });
  expect(accepted.items).toMatchObject([{ code: 'RN-11', indoor_area_m2: 4200.5, accepted_on: '2024-11-30' }]);

  const columns = 'code,building_code,parent_code,floor,usage,gfa_m2,use_m2,rentable,ref_price_fen_per_m2_day,state,added_on\n';
  const row = (code: string, parent: string, m2: number): string =>
    `${code},B11,${parent},1,office,${m2},${m2},true,150,in_service,2024-12-01\n`;
  const csv = columns + row('B11-01', '', 100) + row('B11-01A', 'B11-01', 60) + row('B11-01B', 'B11-01', 50) + row('B11-02A', 'B11-02', 10);
  expect(await park.importFile('units', csv, clerk, 'skip_bad_rows')).toMatchObject({
    created: 2,
    bad: 2,
    errors: [
      { line: 4, column: 'use_m2', code: 'area_exceeds_parent' },
      { line: 5, column: 'parent_code', code: 'unknown_unit' },
    ],
  });
  expect(
    await park.importFile('units', csv.replace('60,60', '40,40').replace('B11-02A,B11,B11-02', 'B11-02A,B11,B11-01'), clerk),
  ).toMatchObject({
    state: 'done',
    created: 2,
    updated: 1,
    unchanged: 1,
  });
  const unit = await park.ok('GET', '/units?q=B11-01&limit=1&sort=code', { as: clerk });
  const history = await park.ok('GET', `/events?subject=${unit.items[0].id}`, { as: clerk });
  expect(history.items[0]).toMatchObject({ effective_on: '2024-12-01' });
});

it('finds units by building, floor, usage and size', async () => {
  await added('B01-9001', { floor: 9, usage: 'workshop', use_m2: 12, gfa_m2: 12 });
  const codes = async (query: string): Promise<string[]> =>
    (await park.ok('GET', `/units?building_id=${buildingId}&sort=code&${query}`, { as: clerk })).items.map((unit: any) => unit.code);
  expect(await codes('floor=9')).toEqual(['B01-9001']);
  expect(await codes('use_m2_to=20')).toEqual(['B01-9001']);
  expect(await codes('use_m2_from=90')).toEqual(['B01-F1']);
  expect(await codes('q=9001&state=in_service&rentable=true')).toEqual(['B01-9001']);
});
