/** One building: how much of it is let, and its units floor by floor. */
import type { BuildingOccupancy, UnitOccupancy } from '@park/contracts';
import { useEffect, useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { get } from '../api/park-api.client.ts';
import { useResource } from '../api/resource.store.ts';
import { exactFigure, figureLine, grouped, shortFigure } from '../numbers/figure-text.ts';
import { Icon } from '../charts/icons.tsx';
import { Panel } from '../shell/panel.tsx';
import { language, t } from '../texts/language.store.ts';
import type { TextKey } from '../texts/zh.ts';
import { floorsOf, stateOf, type UnitState } from './stacking.ts';

interface Units {
  building: BuildingOccupancy;
  items: UnitOccupancy[];
}

const stateNames: Record<UnitState, TextKey> = { let: 'unitLet', ending: 'unitEnding', vacant: 'unitVacant' };
const usages: Record<string, TextKey> = {
  office: 'usageOffice',
  desk: 'usageDesk',
  retail: 'usageRetail',
  canteen: 'usageCanteen',
  lab: 'usageLab',
  exhibition: 'usageExhibition',
  workshop: 'usageWorkshop',
  public: 'usagePublic',
};

export function BuildingPanel({
  id,
  name,
  asOf,
  day,
  close,
}: {
  id: string;
  name: string;
  asOf: string | null;
  day: string;
  close: () => void;
}) {
  const panel = useRef<HTMLDivElement>(null);
  // Below the plan, where there is no room beside it, it would open unseen.
  useEffect(() => panel.current?.scrollIntoView({ block: 'nearest', behavior: 'smooth' }), [id]);
  const source = useResource<Units>(
    `${id} ${asOf}`,
    (signal) => get<Units>(`/buildings/${id}/units${asOf ? `?as_of=${asOf}` : ''}`, signal),
    { subject: id },
  );
  const actions = (
    <button type="button" class="button button-small" onClick={close} aria-label={t('close')}>
      <Icon name="close" />
    </button>
  );
  return (
    <div ref={panel}>
      <Panel class="building" title={name} source={source} actions={actions} lines={8}>
        {({ building, items }) => (
          <>
            <Facts building={building} />
            {items.length === 0 ? <p class="notice notice-empty">{t('noUnits')}</p> : <Stack units={items} day={day} />}
            {items.length > 0 && <UnitTable units={items} day={day} />}
          </>
        )}
      </Panel>
    </div>
  );
}

function Facts({
  building: { occupancy_rate, occupied_area, rentable_area, expiring_90d_area, floors, gfa_m2, renovated },
}: {
  building: BuildingOccupancy;
}) {
  const area = (m2: number): string => figureLine(exactFigure(Math.round(m2), 'm2', language.value));
  const facts: [string, string][] = [
    [t('occupancyRate'), occupancy_rate === null ? '—' : figureLine(shortFigure(occupancy_rate, 'percent', language.value))],
    [t('letOf'), `${grouped(occupied_area, 0)} / ${area(rentable_area)}`],
    [t('endingSoon'), area(expiring_90d_area)],
    [t('size'), t('floorsAndArea', { n: floors, area: area(gfa_m2) })],
    [t('renovation'), t(renovated ? 'renovated' : 'notRenovated')],
  ];
  return (
    <dl class="building-facts">
      {facts.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function Stack({ units, day }: { units: readonly UnitOccupancy[]; day: string }) {
  const pointed = useSignal<UnitOccupancy | null>(null);
  return (
    <div class="stack" role="group" aria-label={t('stackLabel')}>
      {floorsOf(units).map(({ floor, units: own }) => (
        <div key={floor} class="stack-floor">
          <span class="stack-name">{t('floor', { n: floor })}</span>
          {own.map((unit) => (
            <button
              key={unit.id}
              type="button"
              class={`unit unit-${stateOf(unit, day)}`}
              style={{ flexGrow: unit.area_m2 }}
              onFocus={() => (pointed.value = unit)}
              onPointerEnter={() => (pointed.value = unit)}
              aria-label={describe(unit, day)}
            />
          ))}
        </div>
      ))}
      <p class="stack-caption" aria-hidden="true">
        {pointed.value ? describe(pointed.value, day) : t('stackHint')}
      </p>
      <ul class="legend">
        {(Object.keys(stateNames) as UnitState[]).map((state) => (
          <li key={state}>
            <span class={`swatch unit-${state}`} aria-hidden="true" />
            {t(stateNames[state])}
          </li>
        ))}
      </ul>
    </div>
  );
}

function describe(unit: UnitOccupancy, day: string): string {
  const end = unit.lease_end_on ? t('until', { day: unit.lease_end_on }) : '';
  return [
    unit.code,
    usageName(unit.usage),
    figureLine(exactFigure(unit.area_m2, 'm2', language.value)),
    t(stateNames[stateOf(unit, day)]),
    end,
  ]
    .filter(Boolean)
    .join(' · ');
}

function usageName(usage: string): string {
  return usages[usage] ? t(usages[usage]) : usage;
}

function UnitTable({ units, day }: { units: readonly UnitOccupancy[]; day: string }) {
  return (
    <details class="as-table">
      <summary>{t('unitsAsTable', { n: units.length })}</summary>
      <div class="scroll" tabIndex={0} role="group" aria-label={t('unitsAsTable', { n: units.length })}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('unitCode')}</th>
              <th scope="col" class="wide">
                {t('usage')}
              </th>
              <th scope="col" class="right">
                {t('area')}
              </th>
              <th scope="col">{t('state')}</th>
              <th scope="col">{t('leaseEnd')}</th>
              <th scope="col">{t('lease')}</th>
            </tr>
          </thead>
          <tbody>
            {units.map((unit) => (
              <tr key={unit.id}>
                <th scope="row">{unit.code}</th>
                <td class="nowrap wide">{usageName(unit.usage)}</td>
                <td class="right">{grouped(unit.area_m2)}</td>
                <td class="nowrap">{unit.rentable || unit.occupied_area > 0 ? t(stateNames[stateOf(unit, day)]) : t('notForRent')}</td>
                <td class="nowrap">{unit.lease_end_on ?? '—'}</td>
                <td class="nowrap">{unit.lease_code ? <code>{unit.lease_code}</code> : '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
