/** The six modes as a radar of one of their numbers, with all numbers beside it. */
import type { AllianceModeFigures, AllianceOverview } from '@park/contracts';
import { useSignal } from '@preact/signals';
import type { Source } from '../api/resource.store.ts';
import { grouped } from '../numbers/figure-text.ts';
import { FileButtons } from '../shell/file-buttons.tsx';
import { Panel } from '../shell/panel.tsx';
import { t } from '../texts/language.store.ts';
import { anchorOf, labelAt, lineHeight, onSpoke, pointsOf, polygonOf, ringsFor } from './radar.ts';
import { modeNames } from './states.ts';

const radius = 100;
const measures = ['activities', 'attendance', 'needs_confirmed'] as const;
type Measure = (typeof measures)[number];
const measureNames = { activities: 'modeActivities', attendance: 'modeAttendance', needs_confirmed: 'modeNeeds' } as const;

export function ModesPanel({ source }: { source: Source<AllianceOverview> }) {
  const shown = useSignal<Measure>('activities');
  const pointed = useSignal<string | null>(null);
  const { data } = source.state.value;
  const actions = (
    <>
      <div class="segments" role="group" aria-label={t('shownOnRadar')}>
        {measures.map((one) => (
          <button key={one} type="button" aria-pressed={shown.value === one} onClick={() => (shown.value = one)}>
            {t(measureNames[one])}
          </button>
        ))}
      </div>
      <FileButtons path="/alliance/overview" name="alliance-modes" />
    </>
  );
  return (
    <Panel
      class="modes"
      title={t('modes')}
      lead={data ? t('modesLead', { n: grouped(data.activities, 0), came: grouped(data.attendance, 0) }) : '\u00a0'}
      source={source}
      actions={actions}
      lines={10}
      empty={({ activities, modes }) =>
        activities === 0 && modes.every(({ needs_confirmed }) => needs_confirmed === 0) ? t('modesEmpty') : null
      }
    >
      {({ modes }) => (
        <div class="modes-shown">
          <Radar modes={modes} measure={shown.value} pointed={pointed.value} />
          <ModesTable modes={modes} measure={shown.value} point={(mode) => (pointed.value = mode)} />
        </div>
      )}
    </Panel>
  );
}

/** Everything that it says stands in the table beside it. */
function Radar({ modes, measure, pointed }: { modes: readonly AllianceModeFigures[]; measure: Measure; pointed: string | null }) {
  const values = modes.map((one) => one[measure]);
  const rings = ringsFor(Math.max(...values));
  const rim = rings.at(-1)!;
  const points = pointsOf(values, rim, radius);
  const around = (distance: number): string => polygonOf(modes.map((_, i) => onSpoke(i, modes.length, distance)));
  return (
    <svg class="radar" viewBox="-172 -150 344 300" role="img" aria-label={`${t('modes')} · ${t(measureNames[measure])}`}>
      {rings.map((ring) => (
        <polygon key={ring} class="radar-ring" points={around((ring / rim) * radius)} />
      ))}
      {modes.map(({ mode }, i) => {
        const { x, y } = onSpoke(i, modes.length, radius);
        return <line key={mode} class="radar-spoke" x1="0" y1="0" x2={x} y2={y} />;
      })}
      <polygon class="radar-area" points={polygonOf(points)} />
      {modes.map(({ mode }, i) => (
        <circle key={mode} class={pointed === mode ? 'radar-dot radar-dot-on' : 'radar-dot'} cx={points[i]!.x} cy={points[i]!.y} r="3.6" />
      ))}
      {rings.map((ring) => (
        <text key={ring} class="radar-tick" x="3" y={-(ring / rim) * radius + 3}>
          {grouped(ring, 0)}
        </text>
      ))}
      {modes.map(({ mode }, i) => {
        // English names have two words, one below the other: side by side they would not fit beside the rim.
        const lines = t(modeNames[mode]).split(' ');
        const { x, y } = labelAt(onSpoke(i, modes.length, radius + 11), lines.length + 1);
        return (
          <text
            key={mode}
            class={pointed === mode ? 'radar-name radar-name-on' : 'radar-name'}
            x={x}
            y={y}
            text-anchor={anchorOf({ x, y })}
          >
            {lines.map((line, at) => (
              <tspan key={line} x={x} dy={at === 0 ? 0 : lineHeight}>
                {line}
              </tspan>
            ))}
            <tspan class="radar-value" x={x} dy={lineHeight}>
              {grouped(values[i]!, 0)}
            </tspan>
          </text>
        );
      })}
    </svg>
  );
}

interface TableProps {
  modes: readonly AllianceModeFigures[];
  measure: Measure;
  point: (mode: string | null) => void;
}

function ModesTable({ modes, measure, point }: TableProps) {
  const classOf = (of: string): string => (of === measure ? 'right modes-on' : 'right');
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={t('modes')}>
      <table class="modes-table">
        <thead>
          <tr>
            <th scope="col">{t('mode')}</th>
            <th scope="col" class={classOf('activities')}>
              {t('modeActivities')}
            </th>
            <th scope="col" class={classOf('attendance')}>
              {t('modeAttendance')}
            </th>
            <th scope="col" class="right">
              {t('modeHosts')}
            </th>
            <th scope="col" class={classOf('needs_confirmed')}>
              {t('modeNeeds')}
            </th>
          </tr>
        </thead>
        <tbody>
          {modes.map(({ mode, activities, attendance, hosts, needs_confirmed }) => (
            <tr key={mode} onPointerEnter={() => point(mode)} onPointerLeave={() => point(null)}>
              <th scope="row">{t(modeNames[mode])}</th>
              <td class={classOf('activities')}>{grouped(activities, 0)}</td>
              <td class={classOf('attendance')}>{grouped(attendance, 0)}</td>
              <td class="right" title={hosts.map(({ member, activities: n }) => `${member.name ?? ''} ${n}`).join(' · ')}>
                {grouped(hosts.length, 0)}
              </td>
              <td class={classOf('needs_confirmed')}>{grouped(needs_confirmed, 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
