/**
 * The oracle: figures straight from the raw events, day by day and without spans, timelines or facts, so that it cannot share
 * a mistake with the ledger. Slow, and only for specs.
 */
import type { ParkEvent } from '@park/contracts';
import { addDays, daysBetween, periodEnd, periodStart } from '@park/kernel';

type Data = Record<string, any>;

export class Oracle {
  private readonly byAggregate: Map<string, ParkEvent<Data>[]>;

  constructor(events: readonly ParkEvent[]) {
    const once = [...new Map(events.map((event) => [event.id, event as ParkEvent<Data>])).values()];
    this.byAggregate = Map.groupBy(
      once.sort((a, b) => a.sequence - b.sequence),
      ({ type, subject }) => `${type.split('.').slice(1, 3).join('.')} ${subject}`,
    );
  }

  private all(aggregate: string): ParkEvent<Data>[][] {
    return [...this.byAggregate].filter(([key]) => key.startsWith(`${aggregate} `)).map(([, events]) => events);
  }

  private stateOn(
    events: readonly ParkEvent<Data>[],
    day: string,
    effective: (event: ParkEvent<Data>) => string = (e) => e.effectivedate,
  ): Data {
    const state: Data = {};
    for (const event of events) {
      if (effective(event) > day) continue;
      if (event.data['field']) state[event.data['field']] = event.data['new'];
      else Object.assign(state, event.data);
      if (event.type.includes('moved-in')) state['registration_status'] = 'in_operation';
      if (event.data['to_state']) state['status'] = event.data['to_state'];
      if (event.type.endsWith('unit.added.v1') || event.type.endsWith('apartment.added.v1')) state['status'] = event.data['status'];
    }
    return state;
  }

  private isHere(entity: string, day: string): boolean {
    const entered = (event: ParkEvent<Data>): string => (event.type.includes('registered') ? day : event.effectivedate);
    const state = this.stateOn(this.byAggregate.get(`tenants.entity ${entity}`) ?? [], day, entered);
    return (
      ['enterprise', 'individual_business', 'farmer_coop'].includes(state['kind']) &&
      ['resident', 'suspended'].includes(state['to_state']) &&
      state['registration_status'] === 'in_operation' &&
      state['residency'] !== 'none'
    );
  }

  private entities(): string[] {
    return this.all('tenants.entity').map(([event]) => event!.subject);
  }

  entitiesOn(day: string): number {
    return this.entities().filter((entity) => this.isHere(entity, day)).length;
  }

  techFirmsOn(day: string): number {
    const holds = (entity: string): boolean =>
      this.all('tenants.qualification').some((events) => {
        if (events[0]!.data['entity_id'] !== entity) return false;
        const revoked = events.findLast(({ type }) => type.includes('revoked'))?.data['revoked_on'];
        return events.some(
          ({ data }) => data['valid_from'] && data['valid_from'] <= day && day < data['valid_to'] && (!revoked || day < revoked),
        );
      });
    return this.entities().filter((entity) => this.isHere(entity, day) && holds(entity)).length;
  }

  private verifiedReports(entity: string): { period: string; last: string; data: Data }[] {
    return this.all('tenants.operating-report')
      .map((events) => events.at(-1)!)
      .filter(({ type, data }) => type.includes('verified') && data['entity_id'] === entity)
      .map(({ data }) => ({ period: data['period'], last: addDays(periodEnd(data['period']), -1), data }));
  }

  employmentOn(day: string): number {
    return this.entities()
      .filter((entity) => this.isHere(entity, day))
      .reduce((sum, entity) => {
        const known = this.verifiedReports(entity).filter(({ last }) => last <= day);
        known.sort((a, b) => (a.last === b.last ? b.period.length - a.period.length : a.last < b.last ? -1 : 1));
        return sum + (known.at(-1)?.data['employees_end'] ?? 0);
      }, 0);
  }

  taxLocal(from: string, to: string): number {
    let sum = 0;
    for (const entity of this.entities()) {
      const reports = this.verifiedReports(entity);
      for (const { period, last, data } of reports) {
        if (last < from || last >= to) continue;
        let wasHere = false;
        for (let day = periodStart(period); day <= last && !wasHere; day = addDays(day, 1)) wasHere = this.isHere(entity, day);
        if (!wasHere) continue;
        const quarters = period.includes('Q') ? [] : reports.filter((one) => one.period.startsWith(`${period}-Q`));
        sum += data['tax_local_kcny'] - quarters.reduce((total, one) => total + one.data['tax_local_kcny'], 0);
      }
    }
    return sum;
  }

  rentableOn(day: string): number {
    const units = this.all('tenants.unit').map((events) => ({ id: events[0]!.subject, ...this.stateOn(events, day) }) as Data);
    const stands = ({ status }: Data): boolean => status !== undefined && status !== 'draft' && status !== 'retired';
    const counted = units.filter(
      (unit) =>
        unit['status'] === 'in_service' && unit['rentable'] && !units.some((part) => part['parent_unit_id'] === unit['id'] && stands(part)),
    );
    return counted.reduce((sum, unit) => sum + unit['use_m2'], 0);
  }

  /** Area and end of the leases in force. */
  leasesOn(day: string): { area: number; end: string | null }[] {
    return this.all('tenants.occupancy').flatMap((events) => {
      let lease: { start: string; end: string | null; area: number; kind: string } | null = null;
      let end: string | null | undefined;
      for (const { type, data } of events) {
        if (type.includes('activated')) lease = { start: data['start_on'], end: data['end_on'], area: data['area_m2'], kind: data['kind'] };
        if (type.includes('activated')) end = data['end_on'];
        if (type.includes('released')) end = data['released_on'];
        if (type.includes('period-changed')) end = data['new_end'];
      }
      const counts = lease?.kind === 'lease' && lease.start <= day && (end === null || day < end!);
      return counts ? [{ area: lease!.area, end: end ?? null }] : [];
    });
  }

  leasedOn(day: string): number {
    return this.leasesOn(day).reduce((sum, { area }) => sum + area, 0);
  }

  areaDaysToEnd(day: string): number {
    return this.leasesOn(day).reduce((sum, { area, end }) => sum + (end === null ? 0 : area * daysBetween(day, end)), 0);
  }

  /** Σ over the days of the period, day by day. */
  over(from: string, to: string, on: (day: string) => number): number {
    let sum = 0;
    for (let day = from; day < to; day = addDays(day, 1)) sum += on(day);
    return sum;
  }

  apartmentsOn(day: string): number {
    return this.all('housing.apartment').filter((events) => this.stateOn(events, day)['status'] === 'in_service').length;
  }

  occupiedApartmentsOn(day: string): number {
    const homes = this.all('housing.tenancy').flatMap((events) => {
      const into = events.findLast(({ type }) => type.includes('checked-in'))?.data['actual_on'];
      const out = events.findLast(({ type }) => type.includes('closed'))?.data['closed_on'];
      return into && into <= day && (!out || day < out) ? [events[0]!.data['apartment_id']] : [];
    });
    return new Set(homes).size;
  }

  waitingOn(day: string): number {
    return this.all('housing.application').filter((events) => this.stateOn(events, day)['to_state'] === 'waitlisted').length;
  }

  renovatedOn(day: string): { buildings: number; outdoor: number } {
    const done = this.all('tenants.renovation')
      .map((events) => events.at(-1)!.data)
      .filter(({ accepted_on }) => accepted_on <= day);
    return {
      buildings: new Set(
        done.filter(({ kind, building_id }) => kind === 'building' && building_id !== null).map(({ building_id }) => building_id),
      ).size,
      outdoor: done.reduce((sum, { outdoor_area_m2 }) => sum + outdoor_area_m2, 0),
    };
  }
}
