/** The events that came from each service, and when. */
import type { DataQuality } from '@park/contracts';
import type { Source } from '../api/resource.store.ts';
import { grouped } from '../numbers/figure-text.ts';
import { duration } from '../numbers/moment-text.ts';
import { Panel } from '../shell/panel.tsx';
import { language, said, t } from '../texts/language.store.ts';

export function SourcesPanel({ source }: { source: Source<DataQuality> }) {
  return (
    <Panel title={t('freshness')} lead={t('freshnessLead')} source={source}>
      {({ now, sources }) => {
        const since = (iso: string | null): string =>
          iso === null ? '—' : t('ago', { age: duration(Math.max(0, Date.parse(now) - Date.parse(iso)) / 1_000, language.value) });
        return (
          <div class="scroll" tabIndex={0} role="group" aria-label={t('freshness')}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('sourceService')}</th>
                  <th scope="col" class="right">
                    {t('events')}
                  </th>
                  <th scope="col" class="right">
                    {t('backlog')}
                  </th>
                  <th scope="col" class="right">
                    {t('lastEvent')}
                  </th>
                  <th scope="col" class="right wide">
                    {t('lastReceived')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {sources.map(({ service, title, topic, events, backlog, last_event_at, last_received_at }) => (
                  <tr key={service}>
                    <th scope="row">
                      {said(title)} <code class="soft">{topic}</code>
                    </th>
                    <td class="right">{grouped(events)}</td>
                    <td class={backlog > 0 ? 'right warn' : 'right'}>{grouped(backlog)}</td>
                    <td class="right nowrap">{since(last_event_at)}</td>
                    <td class="right nowrap wide">{since(last_received_at)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        );
      }}
    </Panel>
  );
}
