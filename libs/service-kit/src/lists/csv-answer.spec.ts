import type { ParkRequest } from '../http/request.ts';
import { wantsCsv } from './csv-answer.service.ts';

it.each([
  [undefined, false],
  ['', false],
  ['*/*', false],
  ['text/csv', true],
  ['TEXT/CSV; charset=utf-8', true],
  ['application/json, text/csv;q=0', false],
  ['application/json, text/csv;q=0.5', false],
  ['application/json;q=0.1, text/csv;q=0.5', true],
  ['text/*', true],
  ['application/xml', false],
])('of the Accept header %j: %s', (accept, wanted) => {
  expect(wantsCsv({ headers: { accept } } as ParkRequest)).toBe(wanted);
});
