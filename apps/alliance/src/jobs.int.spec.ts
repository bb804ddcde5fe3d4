import { wholeScansOfJobs } from '@park/test-kit';
import { allianceUnderTest } from './alliance.fixture.ts';

it('finds what is due by an index in every job', async () => {
  const park = await allianceUnderTest();
  try {
    expect(await wholeScansOfJobs(park)).toEqual([]);
  } finally {
    await park.close();
  }
});
