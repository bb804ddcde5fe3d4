import { badInputMs, serviceUnderTest, tryBadInput } from '@park/test-kit';
import { service } from './tenants.module.ts';

it(
  'refuses bad input at every endpoint with a pointer to it, and writes nothing',
  async () => {
    const park = await serviceUnderTest(service);
    try {
      const { tried, faults } = await tryBadInput(park);
      expect(faults).toEqual([]);
      expect(tried).toBeGreaterThan(1000);
      expect(await park.database.dataSource.query('select count(*) from outbox')).toEqual([{ count: 0 }]);
    } finally {
      await park.close();
    }
  },
  badInputMs,
);
