/** The waiting list 候补 of a fair: a booth that becomes free is offered to the first on it for whom it will do. */
import type { Booth } from '../booths/booth.ts';
import type { BoothApplication } from './booth-application.ts';

type Free = Pick<Booth, 'id' | 'zone' | 'class'>;
type Waiting = Pick<BoothApplication, 'id' | 'wanted_class' | 'wanted_zone' | 'missed_booth_ids'>;

export function fits({ wanted_class, wanted_zone }: Pick<Waiting, 'wanted_class' | 'wanted_zone'>, booth: Free): boolean {
  return (wanted_class === null || wanted_class === booth.class) && (wanted_zone === null || wanted_zone === booth.zone);
}

/** Pairs those who wait with free booths, for an offer each. `waiting` is in the order of the list. */
export function offersFor<W extends Waiting, B extends Free>(waiting: readonly W[], free: readonly B[]): { waiting: W; booth: B }[] {
  const left = [...free];
  return waiting.flatMap((one) => {
    const at = left.findIndex((booth) => fits(one, booth) && !one.missed_booth_ids.includes(booth.id));
    return at < 0 ? [] : [{ waiting: one, booth: left.splice(at, 1)[0]! }];
  });
}
