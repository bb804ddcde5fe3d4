import { schemaRows } from './schema-rows.ts';

it('has a row for each member, with its type, and whether it is always there', () => {
  const schema = {
    type: 'object',
    properties: {
      code: { type: 'string', description: 'By which people name it' },
      fair_on: { anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }] },
      order: { type: 'string', enum: ['per_aggregate', 'unordered'] },
      modes: { type: 'array', items: { type: 'string' } },
    },
    required: ['code'],
  };
  expect(schemaRows(schema)).toEqual([
    { path: 'code', type: 'string', isRequired: true, description: 'By which people name it' },
    { path: 'fair_on', type: 'string (date) | null', isRequired: false, description: '' },
    { path: 'order', type: '"per_aggregate" | "unordered"', isRequired: false, description: '' },
    { path: 'modes', type: 'string[]', isRequired: false, description: '' },
  ]);
});

it('goes into objects and lists of objects by their path', () => {
  const unit = { type: 'object', properties: { building_id: { type: 'string' } }, required: ['building_id'] };
  const schema = { properties: { units: { type: 'array', items: unit }, place: { anyOf: [unit, { type: 'null' }] } } };
  expect(schemaRows(schema).map(({ path, type }) => [path, type])).toEqual([
    ['units', 'object[]'],
    ['units[].building_id', 'string'],
    ['place', 'object | null'],
    ['place.building_id', 'string'],
  ]);
});

it('has none for a schema without members', () => {
  expect(schemaRows({})).toEqual([]);
});
