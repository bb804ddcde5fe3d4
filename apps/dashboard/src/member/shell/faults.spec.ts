import { faultAt, isToldByFields } from './faults.ts';

const problem = {
  errors: [
    { pointer: '/url', detail: 'url must be an https address.' },
    { pointer: '/resources/1', detail: 'must be a UUID' },
  ],
};

it('finds the fault of a field, also in a part of it', () => {
  expect(faultAt(problem, '/url')).toBe('url must be an https address.');
  expect(faultAt(problem, '/resources')).toBe('must be a UUID');
  expect([faultAt(problem, '/u'), faultAt(problem, '/name'), faultAt({}, '/url'), faultAt(null, '/url')]).toEqual([null, null, null, null]);
});

it('knows whether the fields say all that is wrong', () => {
  expect(isToldByFields(problem, ['/url', '/resources'])).toBe(true);
  expect(isToldByFields(problem, ['/url'])).toBe(false);
  expect(isToldByFields({}, ['/url'])).toBe(false);
});
