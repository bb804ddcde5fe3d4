import { wholeScansOfJobs } from '@park/test-kit';
import { eventsUnderTest } from './events.fixture.ts';

it('finds what is due by an index in every job', async () => {
  const park = await eventsUnderTest();
  try {
    expect(await wholeScansOfJobs(park)).toEqual([]);
  } finally {
    await park.close();
  }
});
