/** The gathering of a fair: its hours and its place, and how many come in each ten minutes. */
import type { GatheringAnswer } from '@park/contracts';
import type { Source } from '../api/resource.store.ts';
import { Arrivals } from '../charts/arrivals-chart.tsx';
import { timesOf } from '../season/timetable.tsx';
import { FileButtons } from '../shell/file-buttons.tsx';
import { Panel } from '../shell/panel.tsx';
import { t } from '../texts/language.store.ts';

export function OnSitePanel({ id, source }: { id: string | null; source: Source<GatheringAnswer> }) {
  const gathering = source.state.value.data?.gathering;
  return (
    <Panel
      class="on-site"
      title={t('onSite')}
      lead={gathering ? [...(gathering.on === null ? [] : [timesOf(gathering)]), gathering.venue].join(' · ') : '\u00a0'}
      source={source}
      actions={id && <FileButtons path={`/gatherings/${id}`} name="arrivals" />}
      lines={12}
    >
      {(answer) => <Arrivals answer={answer} />}
    </Panel>
  );
}
