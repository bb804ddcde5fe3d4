/** The plan in rows and columns. */
import type { BuildingOccupancy } from '@park/contracts';
import { figureLine, grouped, shortFigure } from '../numbers/figure-text.ts';
import { language, t } from '../texts/language.store.ts';
import { shadeOf } from './shades.ts';

export function BuildingsTable({
  buildings,
  chosen,
  href,
}: {
  buildings: readonly BuildingOccupancy[];
  chosen: string | null;
  href: (id: string) => string;
}) {
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={t('buildings')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('building')}</th>
            <th scope="col">{t('name')}</th>
            <th scope="col" class="breakdown-bars">
              {t('occupancyRate')}
            </th>
            <th scope="col" class="right">
              <span class="visually-hidden">{t('occupancyRate')}</span>
            </th>
            <th scope="col" class="right">
              {t('letArea')}
            </th>
            <th scope="col" class="right">
              {t('rentableArea')}
            </th>
            <th scope="col" class="right">
              {t('endingSoon')}
            </th>
            <th scope="col" class="right">
              {t('floors')}
            </th>
          </tr>
        </thead>
        <tbody>
          {buildings.map(({ id, code, name, occupancy_rate, occupied_area, rentable_area, expiring_90d_area, floors }) => (
            <tr key={id} aria-current={id === chosen ? 'true' : undefined}>
              <th scope="row">
                <a href={href(id)}>{code}</a>
              </th>
              <td>{name}</td>
              <td class="breakdown-bars">
                <span
                  class={`bar plot-occupancy shade-${shadeOf(occupancy_rate, 'occupancy')}`}
                  style={{ width: `${occupancy_rate ?? 0}%` }}
                />
              </td>
              <td class="right">{occupancy_rate === null ? '—' : figureLine(shortFigure(occupancy_rate, 'percent', language.value))}</td>
              <td class="right">{grouped(occupied_area, 0)}</td>
              <td class="right">{grouped(rentable_area, 0)}</td>
              <td class="right">{grouped(expiring_90d_area, 0)}</td>
              <td class="right">{floors}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
