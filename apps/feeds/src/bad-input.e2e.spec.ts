import { badInputMs, daysInBodies, extremeBodyFaults, hostileFaults, nameOfDay, tryBadInput } from '@park/test-kit';
import { days } from './days.fixture.ts';
import { aMember, feedsUnderTest } from './feeds.fixture.ts';

it(
  'refuses bad input at every endpoint with a pointer to it, and writes nothing',
  async () => {
    const park = await feedsUnderTest();
    try {
      const { tried, faults } = await tryBadInput(park);
      expect(faults).toEqual([]);
      expect(tried).toBeGreaterThan(20);
      expect(daysInBodies(await park.ok('GET', '/openapi.json')).sort()).toEqual(days.map(nameOfDay).sort());
      expect(await park.database.dataSource.query('select count(*) from outbox')).toEqual([{ count: 0 }]);
      expect(await extremeBodyFaults(park)).toEqual([]);
      // Its doors are open to members alone.
      const hostile = await hostileFaults(park, await park.ok('GET', '/openapi.json'), (await aMember(park)).as);
      expect(hostile.faults).toEqual([]);
    } finally {
      await park.close();
    }
  },
  badInputMs,
);
