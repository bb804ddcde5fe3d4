import { wholeScansOfJobs } from '@park/test-kit';
import { housingUnderTest } from './housing.fixture.ts';

it('finds what is due by an index in every job', async () => {
  const park = await housingUnderTest();
  try {
    expect(await wholeScansOfJobs(park)).toEqual([]);
  } finally {
    await park.close();
  }
});
