/** Invented people, a different one for each number. */
import { addDays, citizenIdCheckCharacter } from '@park/kernel';

/** A valid citizen id of Qingdao West Coast for any number, of people born from 1995 on. */
export function citizenIdOf(number: number): string {
  const born = addDays('1995-01-01', Math.floor(number / 1000)).replaceAll('-', '');
  const first17 = `370211${born}${String(number % 1000).padStart(3, '0')}`;
  return first17 + citizenIdCheckCharacter(first17);
}

export function anIdentity(number: number): { name: string; citizen_id: string; phone: string } {
  return { name: `王样本${number}`, citizen_id: citizenIdOf(number), phone: `139${String(number).padStart(8, '0')}` };
}
