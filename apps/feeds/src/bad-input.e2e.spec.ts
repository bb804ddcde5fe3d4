import { badInputMs, tryBadInput } from '@park/test-kit';
import { feedsUnderTest } from './feeds.fixture.ts';

it(
  'refuses bad input at every endpoint with a pointer to it, and writes nothing',
  async () => {
    const park = await feedsUnderTest();
    try {
      const { tried, faults } = await tryBadInput(park);
      expect(faults).toEqual([]);
      expect(tried).toBeGreaterThan(20);
      expect(await park.database.dataSource.query('select count(*) from outbox')).toEqual([{ count: 0 }]);
    } finally {
      await park.close();
    }
  },
  badInputMs,
);
