/** The calls that a refused row of an import is given. */
import { callsFor, changingCalls } from './changing-calls.ts';

const body = (...members: string[]) => ({
  requestBody: { content: { 'application/json': { schema: { properties: Object.fromEntries(members.map((member) => [member, {}])) } } } },
});
const paths = {
  '/units': { post: body('floor', 'state') },
  '/units/{id}': {
    get: {},
    patch: { requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Unit' } } } } },
  },
  '/units/{id}/split': { post: body('into') },
  '/units/{id}/merge': { post: body('floor') },
  '/units/{id}/events': { get: {} },
  '/buildings/{id}': { patch: body('floor') },
};
const calls = changingCalls({ paths, components: { schemas: { Unit: { properties: { area_m2: {} } } } } } as never, 'units');

it.each([
  ['area_m2', 'use PATCH /units/{id}'],
  ['floor', 'use POST /units/{id}/merge'],
  ['state', 'use PATCH /units/{id} or POST /units/{id}/split or POST /units/{id}/merge'],
])('of %s: %s', (column, text) => {
  expect(callsFor(calls, column)).toBe(text);
});

it('names some of many, and the documentation where there is none', () => {
  const many = new Map([['*', ['POST /a/{id}/b', 'POST /a/{id}/c', 'POST /a/{id}/d', 'POST /a/{id}/e']]]);
  expect(callsFor(many, 'state')).toBe('use a call of the record, such as POST /a/{id}/b, POST /a/{id}/c, POST /a/{id}/d; see /docs');
  expect(callsFor(new Map(), 'state')).toBe('see /docs');
});
