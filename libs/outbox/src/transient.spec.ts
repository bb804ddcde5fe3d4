import { isAborted, isTransient } from './transient.ts';

it('tells what passes from what does not', () => {
  const fault = (code: string, message = '') => Object.assign(new Error(message), { driverError: Object.assign(new Error(), { code }) });
  expect([fault('40P01'), fault('40001')].map((error) => [isAborted(error), isTransient(error)])).toEqual([
    [true, true],
    [true, true],
  ]);
  expect([fault('08006'), new Error('Connection terminated')].map((error) => [isAborted(error), isTransient(error)])).toEqual([
    [false, true],
    [false, true],
  ]);
  expect([fault('23505'), 'nothing', new Error('no')].map((error) => [isAborted(error), isTransient(error)])).toEqual([
    [false, false],
    [false, false],
    [false, false],
  ]);
});
