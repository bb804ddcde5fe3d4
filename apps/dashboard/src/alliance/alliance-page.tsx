/** The alliance: its chair and figures, the six modes, the coverages, the rotation, the three lists, what is supervised, and the members' feeds. */
import type { AllianceOverview } from '@park/contracts';
import { revision } from '../api/live-board.store.ts';
import { get } from '../api/park-api.client.ts';
import { useResource } from '../api/resource.store.ts';
import { useTitle } from '../shell/title.store.ts';
import { t } from '../texts/language.store.ts';
import { AllianceHead } from './alliance-head.tsx';
import { CoveragePanel } from './coverage-panel.tsx';
import { FeedsPanel } from './feeds-panel.tsx';
import { ListsPanel } from './lists-panel.tsx';
import { ModesPanel } from './modes-panel.tsx';
import { RotationPanel } from './rotation-panel.tsx';
import { SupervisionPanel } from './supervision-panel.tsx';

export function AlliancePage() {
  useTitle(t('allianceTitle'));
  const source = useResource<AllianceOverview>(`alliance ${revision.value}`, (signal) =>
    get<AllianceOverview>('/alliance/overview', signal),
  );
  return (
    <main class="page alliance" id="main">
      <AllianceHead overview={source.state.value.data} />
      <div class="alliance-grid alliance-first">
        <ModesPanel source={source} />
        <CoveragePanel source={source} />
      </div>
      <RotationPanel />
      <div class="alliance-grid alliance-second">
        <ListsPanel />
        <SupervisionPanel />
      </div>
      <FeedsPanel />
    </main>
  );
}
