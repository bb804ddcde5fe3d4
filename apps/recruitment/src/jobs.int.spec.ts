import { wholeScansOfJobs } from '@park/test-kit';
import { recruitmentUnderTest } from './recruitment.fixture.ts';

it('finds what is due by an index in every job', async () => {
  const park = await recruitmentUnderTest();
  try {
    expect(await wholeScansOfJobs(park)).toEqual([]);
  } finally {
    await park.close();
  }
});
