/** Answers what stands where in the park's buildings, and what of it is let. */
import { Inject, Injectable } from '@nestjs/common';
import type { BuildingOccupancy, UnitOccupancy } from '@park/contracts';
import { dateAt, Refusal, type LocalDate } from '@park/kernel';
import { CLOCK, type Clock } from '@park/service-kit';
import { DataSource } from 'typeorm';
import { dayTotals, viewAt, type View } from '../../../kpi/kpi.store.ts';
import { figures } from '../../registry.ts';
import { buildingOn, letsAmong, spaceMeasures, unitOn } from './space.ts';
import { knownBuildings, knownUnits, leasesOf, membersOn } from './space.store.ts';

@Injectable()
export class Space {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async buildings(asOf: LocalDate | undefined): Promise<BuildingOccupancy[]> {
    return await this.dataSource.transaction(
      'REPEATABLE READ',
      async (tx) => await this.on(await viewAt(tx, figures, null), asOf ?? this.today()),
    );
  }

  /** Throws `not-found building_not_found`. */
  async units(buildingId: string, asOf: LocalDate | undefined): Promise<{ building: BuildingOccupancy; items: UnitOccupancy[] }> {
    const day = asOf ?? this.today();
    return await this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      const view = await viewAt(tx, figures, null);
      const building = (await this.on(view, day)).find(({ id }) => id === buildingId);
      if (!building) throw new Refusal('not-found', 'building_not_found', `There is no building "${buildingId}".`);
      const units = await knownUnits(view, buildingId);
      const members = await membersOn(view, [...units.keys()], day);
      const leases = await leasesOf(
        view,
        letsAmong([...members.values()].flat()).flatMap(({ source_id }) => source_id ?? []),
      );
      const items = [...units].map(([id, known]) => unitOn(day, id, known, members.get(id) ?? [], leases));
      return { building, items: items.sort((a, b) => (a.code < b.code ? -1 : 1)) };
    });
  }

  private async on(view: View, day: LocalDate): Promise<BuildingOccupancy[]> {
    const totals = await dayTotals(view, { measures: spaceMeasures, groupBy: 'building', filters: {}, withScale: true });
    const buildings = await knownBuildings(view);
    return [...buildings].map(([id, known]) => buildingOn(day, id, known, totals)).sort((a, b) => (a.code < b.code ? -1 : 1));
  }

  private today(): LocalDate {
    return dateAt(this.clock());
  }
}
