import type { ParkRequest } from '../http/request.ts';
import { wantedFile, workbookType } from './file-answer.service.ts';

it.each([
  [undefined, null],
  ['', null],
  ['*/*', null],
  ['text/csv', 'csv'],
  ['TEXT/CSV; charset=utf-8', 'csv'],
  ['application/json, text/csv;q=0', null],
  ['application/json, text/csv;q=0.5', null],
  ['application/json;q=0.1, text/csv;q=0.5', 'csv'],
  ['text/*', 'csv'],
  ['application/xml', null],
  [workbookType, 'xlsx'],
  [`${workbookType}, text/csv;q=0.5`, 'xlsx'],
  [`text/csv, ${workbookType};q=0.5`, 'csv'],
  [`${workbookType};q=0`, null],
])('of the Accept header %j: %s', (accept, wanted) => {
  expect(wantedFile({ headers: { accept } } as ParkRequest)).toBe(wanted);
});
