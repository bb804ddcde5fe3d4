/** The days of a season, each with its gatherings along the hours of the day. */
import type { GatheringSummary } from '@park/contracts';
import { today } from '../api/live-board.store.ts';
import { grouped } from '../numbers/figure-text.ts';
import { clockTime, hourAt, shortDay } from '../numbers/moment-text.ts';
import { now } from '../shell/now.store.ts';
import { language, said, t } from '../texts/language.store.ts';
import { Seats } from './seats.tsx';
import { State } from '../shell/state-mark.tsx';
import { gatheringStates, gatheringTypes } from './states.ts';
import { placeOn, type Axis, type ProgrammeDay, type Row } from './timetable-layout.ts';

interface Props {
  days: readonly ProgrammeDay[];
  axis: Axis;
  chosen: string | null;
  href: (id: string) => string;
}

export function Timetable({ days, axis, chosen, href }: Props) {
  return (
    <div class="timetable" style={{ '--hours': axis.to - axis.from }}>
      {days.map((day) => (
        <Day key={day.day} day={day} axis={axis} chosen={chosen} href={href} />
      ))}
    </div>
  );
}

function Day({ day: { day, arrivals, rows }, axis, chosen, href }: { day: ProgrammeDay } & Omit<Props, 'days'>) {
  const isToday = day === today.value;
  return (
    <section class="day" aria-label={day === null ? t('dayUnknown') : shortDay(day, language.value)}>
      <header class="day-head">
        <h3 class={isToday ? 'day-today' : undefined}>
          {day === null ? t('dayUnknown') : shortDay(day, language.value)}
          {isToday && <span class="tag tag-live">{t('todayMark')}</span>}
        </h3>
        <p class="soft">
          {rows.length > 0 && <span>{t('daySum', { n: rows.length })}</span>}
          {arrivals > 0 && <span>{t('dayArrivals', { n: grouped(arrivals, 0) })}</span>}
        </p>
        {day !== null && rows.length > 0 && <Hours axis={axis} />}
      </header>
      {rows.length === 0 ? (
        <p class="day-empty soft">{t('nothingToday')}</p>
      ) : (
        <ul class="day-rows">
          {rows.map((row) => (
            <li key={row.gathering.id}>
              <Entry row={row} axis={axis} isDated={day !== null} isToday={isToday} isChosen={row.gathering.id === chosen} href={href} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Hours({ axis }: { axis: Axis }) {
  const hours = Array.from({ length: axis.to - axis.from + 1 }, (_, i) => axis.from + i);
  return (
    <div class="hours" aria-hidden="true">
      {hours.map((hour, i) => (
        <span key={hour} class={i % 2 === 0 ? 'hour' : 'hour hour-odd'} style={{ left: `${placeOn(axis, hour)}%` }}>
          {hour}
        </span>
      ))}
    </div>
  );
}

interface EntryProps {
  row: Row;
  axis: Axis;
  isDated: boolean;
  isToday: boolean;
  isChosen: boolean;
  href: (id: string) => string;
}

function Entry({ row: { gathering, from, to }, axis, isDated, isToday, isChosen, href }: EntryProps) {
  const { id, name, type, venue, state } = gathering;
  const left = placeOn(axis, from);
  const mark = gatheringStates[state].mark;
  return (
    <a class={`entry entry-${mark}`} href={href(id)} aria-current={isChosen ? 'true' : undefined} data-gathering={id}>
      <span class="entry-time">{isDated ? timesOf(gathering) : '—'}</span>
      <span class="entry-name">
        <strong>{said(name)}</strong>
        <span class="soft">
          <State of={gatheringStates[state]} /> <span>{t(gatheringTypes[type])}</span> <span>{venue}</span>
        </span>
      </span>
      <span class="entry-track" aria-hidden="true">
        {isDated && <span class="entry-span" style={{ left: `${left}%`, width: `${placeOn(axis, to) - left}%` }} />}
        {isToday && <Now axis={axis} />}
      </span>
      <Seats gathering={gathering} />
    </a>
  );
}

function Now({ axis }: { axis: Axis }) {
  const hour = hourAt(new Date(now.value));
  if (hour < axis.from || hour > axis.to) return null;
  return <span class="entry-line" style={{ left: `${placeOn(axis, hour)}%` }} />;
}

export function timesOf({ starts_at, ends_at }: GatheringSummary): string {
  return `${clockTime(new Date(starts_at))}–${clockTime(new Date(ends_at))}`;
}
