import { faultsAtEdges, nameOfDay } from '@park/test-kit';
import { days } from './days.fixture.ts';

it.each(days.map((day) => [nameOfDay(day), day] as const))('%s is taken up to its bounds, and refused beyond', (_, day) => {
  expect(faultsAtEdges(day)).toEqual([]);
});
