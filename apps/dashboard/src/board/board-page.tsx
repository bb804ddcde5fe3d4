/** The board on the wall: the headline figures of today, live, above the park's skyline. */
import type { BuildingOccupancy, DataQuality } from '@park/contracts';
import { board, boardError } from '../api/live-board.store.ts';
import { get } from '../api/park-api.client.ts';
import { useResource } from '../api/resource.store.ts';
import { longDay } from '../numbers/moment-text.ts';
import { ErrorNotice } from '../shell/notices.tsx';
import { useTitle } from '../shell/title.store.ts';
import { language, t } from '../texts/language.store.ts';
import { groupTiles, type TileGroup } from './board-groups.ts';
import { LiveState } from './live-state.tsx';
import { Skyline } from './skyline.tsx';
import { Tile } from './tile.tsx';
import { TrustLines } from './trust-lines.tsx';

const buildingsEveryMs = 5 * 60_000;
const qualityEveryMs = 60_000;

export function BoardPage() {
  useTitle(t('board'));
  const buildings = useResource('buildings', (signal) => get<{ items: BuildingOccupancy[] }>('/buildings', signal), {
    everyMs: buildingsEveryMs,
  });
  const quality = useResource('quality', (signal) => get<DataQuality>('/data-quality', signal), { everyMs: qualityEveryMs });
  const shown = board.value;
  const known = quality.state.value;
  if (!shown && boardError.value)
    return (
      <main class="page">
        <ErrorNotice error={boardError.value} retry={() => location.reload()} />
      </main>
    );
  const { headline, groups, trust } = groupTiles(shown?.tiles ?? []);
  return (
    <main class="board" id="main">
      <section class="hero" aria-labelledby="board-title" aria-busy={!shown}>
        <div class="hero-head">
          <div>
            <h1 id="board-title" tabIndex={-1}>
              {t('boardTitle')}
            </h1>
            <p class="hero-day">{shown ? longDay(shown.as_of, language.value) : '\u00a0'}</p>
          </div>
          <section class="trust" aria-label={t('groupTrust')}>
            {trust.map((tile) => (
              <Tile key={tile.code} tile={tile} />
            ))}
            <TrustLines quality={known.error === null ? known.data : null} isKnown={known.error === null} />
          </section>
          <LiveState />
        </div>
        <div class="hero-tiles">
          {shown ? headline.map((tile) => <Tile key={tile.code} tile={tile} isHeadline />) : <Skeletons count={4} />}
        </div>
        <Skyline buildings={buildings.state.value.data?.items ?? []} />
      </section>
      <div class="board-groups">{shown ? <Groups groups={groups} /> : <Skeletons count={5} isTall />}</div>
    </main>
  );
}

function Groups({ groups }: { groups: readonly TileGroup[] }) {
  return (
    <>
      {groups.map(({ name, tiles }) => (
        <section key={name} class="group" aria-label={t(name)}>
          <h2 class="group-name">{t(name)}</h2>
          {tiles.map((tile) => (
            <Tile key={tile.code} tile={tile} />
          ))}
        </section>
      ))}
    </>
  );
}

function Skeletons({ count, isTall = false }: { count: number; isTall?: boolean }) {
  return (
    <>
      {Array.from({ length: count }, (_, i) => (
        <div key={i} class={isTall ? 'skeleton skeleton-tall' : 'skeleton'} />
      ))}
    </>
  );
}
