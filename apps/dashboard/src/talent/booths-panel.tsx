/** The map of a fair's booths by zone, each with its state and the employer that has it; it changes while the fair goes on. */
import type { FairAnswer, FairBooth } from '@park/contracts';
import { useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import type { Source } from '../api/resource.store.ts';
import { clockTime } from '../numbers/moment-text.ts';
import { FileButtons } from '../shell/file-buttons.tsx';
import { Panel } from '../shell/panel.tsx';
import { State, StateMark } from '../shell/state-mark.tsx';
import { said, t } from '../texts/language.store.ts';
import { countOf, neighbourOf, zonesOf } from './booth-map.ts';
import { boothClasses, boothStates } from './states.ts';

export function BoothsPanel({ id, source }: { id: string; source: Source<FairAnswer> }) {
  return (
    <Panel
      class="booths"
      title={t('boothMap')}
      lead={t('boothMapLead')}
      source={source}
      actions={<FileButtons path={`/fairs/${id}`} name="booths" />}
      lines={16}
      empty={({ booths }) => (booths.length === 0 ? t('noBooths') : null)}
    >
      {({ booths }) => (
        <>
          <BoothMap booths={booths} />
          <BoothsTable booths={booths} />
        </>
      )}
    </Panel>
  );
}

const states = Object.keys(boothStates) as FairBooth['state'][];

/** One booth at a time is in the order of the tab key; arrow keys walk from it to its neighbours. */
function BoothMap({ booths }: { booths: readonly FairBooth[] }) {
  const at = useSignal<string | null>(null);
  const pointed = useSignal<string | null>(null);
  const map = useRef<HTMLDivElement>(null);
  const current = booths.find(({ id }) => id === at.value) ?? booths[0]!;
  const shown = booths.find(({ id }) => id === pointed.value) ?? current;
  const walk = (event: KeyboardEvent): void => {
    if (!/^(Arrow|Home|End)/.test(event.key)) return;
    event.preventDefault();
    const buttons = [...map.current!.querySelectorAll<HTMLElement>('.booth')];
    const spots = buttons.map((button) => button.getBoundingClientRect());
    buttons[neighbourOf(spots, booths.indexOf(current), event.key)]?.focus();
  };
  return (
    <>
      <ul class="legend booth-legend">
        {states.map((state) => (
          <li key={state} class={countOf(booths, state) === 0 ? 'booth-none' : undefined}>
            <State of={boothStates[state]} /> <strong>{countOf(booths, state)}</strong>
          </li>
        ))}
      </ul>
      <div class="booth-zones" ref={map} onKeyDown={walk}>
        {zonesOf(booths).map(({ zone, booths: own, taken }) => (
          <section key={zone} class="booth-zone" aria-label={t('zone', { zone })}>
            <header>
              <h3>{t('zone', { zone })}</h3>
              <span class="soft">{t('zoneTaken', { n: taken, of: own.length })}</span>
            </header>
            <div class="booth-grid">
              {own.map((booth) => (
                <button
                  key={booth.id}
                  type="button"
                  class={`booth booth-${booth.state} booth-class-${booth.class}`}
                  data-booth={booth.code}
                  tabIndex={booth === current ? 0 : -1}
                  onFocus={() => (at.value = booth.id)}
                  onPointerEnter={() => (pointed.value = booth.id)}
                  onPointerLeave={() => (pointed.value = null)}
                  aria-label={describe(booth)}
                >
                  <Cell booth={booth} />
                </button>
              ))}
            </div>
          </section>
        ))}
      </div>
      <p class="booth-caption" aria-hidden="true">
        {describe(shown)}
      </p>
      <p class="soft booth-hint no-print">{t('boothHint')}</p>
    </>
  );
}

function Cell({ booth: { code, class: of, state, employer } }: { booth: FairBooth }) {
  return (
    <>
      <span class="booth-head">
        <span class="booth-code">{code}</span>
        {of !== 'standard' && <span class="booth-of">{t(boothClasses[of])}</span>}
        <StateMark mark={boothStates[state].mark} />
      </span>
      <span class={employer ? 'booth-name' : 'booth-name booth-nobody'}>{employer ? nameOf(employer) : t(boothStates[state].text)}</span>
    </>
  );
}

function nameOf({ name, code }: NonNullable<FairBooth['employer']>): string {
  return name ?? code;
}

function describe({ code, class: of, state, employer, checked_in_at, missed_by }: FairBooth): string {
  const word = t(boothStates[state].text);
  return [
    code,
    t(boothClasses[of]),
    ...(employer ? [nameOf(employer), said(employer.industry)] : []),
    checked_in_at === null ? word : `${word} ${clockTime(new Date(checked_in_at))}`,
    ...(missed_by ? [t('missedBy', { name: nameOf(missed_by) })] : []),
  ].join(' · ');
}

function BoothsTable({ booths }: { booths: readonly FairBooth[] }) {
  const name = t('boothsAsTable', { n: booths.length });
  return (
    <details class="as-table">
      <summary>{name}</summary>
      <div class="scroll scroll-short" tabIndex={0} role="group" aria-label={name}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('booth')}</th>
              <th scope="col" class="wide">
                {t('boothClass')}
              </th>
              <th scope="col">{t('state')}</th>
              <th scope="col">{t('employer')}</th>
              <th scope="col" class="wide">
                {t('industry')}
              </th>
              <th scope="col" class="right">
                {t('checkedInAt')}
              </th>
            </tr>
          </thead>
          <tbody>
            {booths.map(({ id, code, class: of, state, employer, checked_in_at }) => (
              <tr key={id}>
                <th scope="row">{code}</th>
                <td class="nowrap wide">{t(boothClasses[of])}</td>
                <td class="nowrap">
                  <State of={boothStates[state]} />
                </td>
                <td>{employer ? nameOf(employer) : '—'}</td>
                <td class="wide">{employer ? said(employer.industry) : '—'}</td>
                <td class="right">{checked_in_at === null ? '—' : clockTime(new Date(checked_in_at))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
