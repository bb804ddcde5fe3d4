import { serviceUnderTest, wholeScansOfJobs } from '@park/test-kit';
import { service } from './tenants.module.ts';

it('finds what is due by an index in every job', async () => {
  const park = await serviceUnderTest(service);
  try {
    expect(await wholeScansOfJobs(park)).toEqual([]);
  } finally {
    await park.close();
  }
});
