import { badInputMs, daysInBodies, extremeBodyFaults, nameOfDay, tryBadInput } from '@park/test-kit';
import { days } from './days.fixture.ts';
import { allianceUnderTest } from './alliance.fixture.ts';

it(
  'refuses bad input at every endpoint with a pointer to it, and writes nothing',
  async () => {
    const park = await allianceUnderTest();
    try {
      const { tried, faults } = await tryBadInput(park);
      expect(faults).toEqual([]);
      expect(tried).toBeGreaterThan(20);
      expect(daysInBodies(await park.ok('GET', '/openapi.json')).sort()).toEqual(days.map(nameOfDay).sort());
      expect(await park.database.dataSource.query('select count(*) from outbox')).toEqual([{ count: 0 }]);
      expect(await extremeBodyFaults(park)).toEqual([]);
    } finally {
      await park.close();
    }
  },
  badInputMs,
);
