/** People who live in the talent apartments or wait for one: young, and all of them invented. */
import { addDays, addMonths, type LocalDate } from '../../libs/kernel/src/date.ts';
import type { Chance } from './chance.ts';
import { personName } from './names.ts';
import { sampleCitizenId, samplePhone } from './sample-codes.ts';

export interface Person {
  name: string;
  citizen_id: string;
  phone: string;
}

/** Answers somebody new each time. `from`: serials below it belong to others. */
export function people(chance: Chance, from: number): (bornAbout: LocalDate) => Person {
  let serial = from;
  return (bornAbout) => {
    serial++;
    const born = addDays(bornAbout, -chance.whole(0, 300));
    return { name: personName(chance), citizen_id: sampleCitizenId(born, serial), phone: samplePhone(serial) };
  };
}

export function bornToBe(age: number, day: LocalDate): LocalDate {
  return addMonths(day, -12 * age);
}
