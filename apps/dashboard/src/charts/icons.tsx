/** The few signs of the dashboard, drawn on a 24 px field. */
import type { ComponentChildren } from 'preact';

const paths = {
  board: 'M4 20V9l8-5 8 5v11M9 20v-6h6v6',
  figures: 'M4 20h16M7 16v-5M12 16V6M17 16v-8',
  space: 'M4 20V8l5 3V8l5 3V8l6 3.5V20ZM8 16h.01M12 16h.01M16 16h.01',
  season: 'M5 6h14v14H5ZM5 10.5h14M9 3.5V7M15 3.5V7M9 14.5h6',
  talent: 'M12 4a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7ZM5 20c0-3.9 3-6.5 7-6.5s7 2.6 7 6.5',
  alliance: 'M6 21V4M6 5c4-2 7 2 12 0v9c-5 2-8-2-12 0',
  quality: 'M12 3l8 3v6c0 4.5-3.3 7.8-8 9-4.7-1.2-8-4.5-8-9V6ZM8.5 12l2.5 2.5 4.5-5',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M5 19l1.4-1.4M17.6 6.4 19 5',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z',
  leave: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
  save: 'M12 4v11M7.5 11 12 15.5 16.5 11M5 20h14',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7Z',
  again: 'M19 12a7 7 0 1 1-2.2-5.1M19 4v4h-4',
  up: 'M6 15l6-6 6 6',
  down: 'M6 9l6 6 6-6',
  close: 'M6 6l12 12M18 6 6 18',
  check: 'M5 12.5 10 17.5 19.5 7',
  warn: 'M12 4 2.5 20h19ZM12 10v4M12 17h.01',
  doors: 'M4 20h16M6 20V5h7v15M13 7h5v13M10.5 12.5h.01',
  subscription: 'M4 5h16l-6.2 7.4V19l-3.6-2v-4.6Z',
  catalogue: 'M6 4h12v16H8a2 2 0 0 1-2-2ZM6 18a2 2 0 0 1 2-2h10M9.5 8h5M9.5 11.5h5',
  snippets: 'M9 7 4 12l5 5M15 7l5 5-5 5',
  plus: 'M12 5v14M5 12h14',
  copy: 'M9 9h11v11H9ZM15 9V4H4v11h5',
  pull: 'M12 4v11M7.5 11 12 15.5 16.5 11M5 20h14',
  stream: 'M5 12h.01M8.5 8.5a5 5 0 0 1 0 7M12 6a9 9 0 0 1 0 12M15.5 3.5a13 13 0 0 1 0 17',
  webhook: 'M4 12h12M11 7l5 5-5 5M20 5v14',
  send: 'M4 12 20 4l-5 16-3.5-6.5ZM11.5 13.5 20 4',
  key: 'M8 11a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM11 12.5 20 4M16.5 7.5 19 10',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM16 16l4.5 4.5',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}

/** Saw-tooth roofs above the water: the park's mark. */
export function Mark({ children }: { children?: ComponentChildren }) {
  return (
    <svg class="mark" viewBox="0 0 32 26" aria-hidden="true">
      <path class="mark-roof" d="M2 14V5l8 4.6V5l8 4.6V5l12 6.5V14Z" />
      <path
        class="mark-water"
        d="M2 18.5c2.3 0 2.3 1.8 4.7 1.8s2.3-1.8 4.6-1.8 2.4 1.8 4.7 1.8 2.3-1.8 4.7-1.8 2.3 1.8 4.6 1.8 2.4-1.8 4.7-1.8M7 23.5c2.3 0 2.3 1.5 4.5 1.5s2.3-1.5 4.5-1.5 2.3 1.5 4.5 1.5 2.3-1.5 4.5-1.5"
      />
      {children}
    </svg>
  );
}
