/** What a clerk does at the roadshows between two files: form the panels, hand out the score sheets, publish the ranking. */
import type { ParkApi } from './park-api.ts';
import { scoringRule } from './roadshows.ts';
import type { SamplePark } from './sample-park.ts';

interface Page<Row> {
  items: Row[];
}

interface Panel {
  id: string;
  expert_ids: string[];
  ranking_version: number;
}

/** A panel for each roadshow, with the whole committee; those that an earlier run has formed stay. */
export async function formPanels(api: ParkApi, { rows }: SamplePark): Promise<void> {
  const experts = await idsOf(api, '/experts');
  for (const code of rows.panels) {
    const gathering_id = await gatheringOf(api, code);
    const panel =
      (await panelOf(api, gathering_id)) ??
      (await api.ask<Panel>('events', '/panels', {
        method: 'POST',
        json: { gathering_id, ...scoringRule },
        idempotencyKey: `panel-${code}`,
      }))!;
    for (const expert_id of experts.filter((id) => !panel.expert_ids.includes(id)))
      await api.ask('events', `/panels/${panel.id}/add-member`, { method: 'POST', json: { expert_id } });
  }
}

/** Finds the conflicts of interest, so that nobody with one gets a sheet to fill in. */
export async function assignSheets(api: ParkApi, park: SamplePark): Promise<void> {
  for (const panel of await judgedPanels(api, park)) await api.ask('events', `/panels/${panel.id}/assign-sheets`, { method: 'POST' });
}

export async function publishRankings(api: ParkApi, park: SamplePark): Promise<void> {
  for (const panel of await judgedPanels(api, park))
    if (panel.ranking_version === 0) await api.ask('events', `/panels/${panel.id}/publish-ranking`, { method: 'POST', json: {} });
}

/** Of the roadshows whose score sheets are in the files. */
async function judgedPanels(api: ParkApi, { rows }: SamplePark): Promise<Panel[]> {
  const codes = [...new Set(rows.scoreSheets.map(({ gathering_code }) => gathering_code))];
  return await Promise.all(codes.map(async (code) => (await panelOf(api, await gatheringOf(api, code)))!));
}

async function panelOf(api: ParkApi, gatheringId: string): Promise<Panel | undefined> {
  return (await api.ask<Page<Panel>>('events', '/panels', { query: { gathering_id: gatheringId } }))?.items[0];
}

async function gatheringOf(api: ParkApi, code: string): Promise<string> {
  const page = await api.ask<Page<{ id: string; code: string }>>('events', '/gatherings', { query: { q: code } });
  return page!.items.find((one) => one.code === code)!.id;
}

async function idsOf(api: ParkApi, path: string): Promise<string[]> {
  return (await api.ask<Page<{ id: string }>>('events', path, { query: { limit: '100' } }))!.items.map(({ id }) => id);
}
