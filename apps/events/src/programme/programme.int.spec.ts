import type { ServiceUnderTest } from '@park/test-kit';
import { aDraft, aPublishedGathering, aRegistration, clerk, eventsUnderTest, now } from '../events.fixture.ts';

let park: ServiceUnderTest;

beforeAll(async () => {
  park = await eventsUnderTest();
});
afterAll(() => park.close());
beforeEach(() => {
  park.time.now = new Date(now);
});

const step = (id: string, action: string, body?: object) => park.ok('POST', `/gatherings/${id}/${action}`, { as: clerk, body });
const lines = (text: string): string[] => text.replaceAll('\r\n ', '').split('\r\n');
const valueOf = (text: string, name: string): string[] =>
  lines(text).flatMap((line) => (line.startsWith(`${name}:`) ? [line.slice(name.length + 1)] : []));

it('shows without a token what was announced to the public, and nothing else', async () => {
  const season = await park.ok('POST', '/seasons', {
    as: clerk,
    body: { code: 'QCJ', name: '青年闯创季', starts_on: '2025-06-26', ends_on: '2025-06-29' },
  });
  expect((await park.ask('GET', '/programme/seasons/QCJ')).status).toBe(404);
  await park.ok('POST', `/seasons/${season.id}/publish`, { as: clerk });
  const open = await aPublishedGathering(park, { season_id: season.id, title: '路演', title_en: 'Roadshow' });
  await aPublishedGathering(park, { season_id: season.id, visibility: 'alliance', title: '联盟会议' });
  await park.ok('POST', '/gatherings', { as: clerk, body: aDraft({ season_id: season.id, title: '草稿' }) });
  await park.ok('POST', '/registrations', { as: clerk, body: aRegistration(open.id, 1) });

  const { body, headers } = await park.ask<any>('GET', '/programme/seasons/QCJ');
  expect(body).toEqual({
    code: 'QCJ',
    name: '青年闯创季',
    name_en: null,
    starts_on: '2025-06-26',
    ends_on: '2025-06-29',
    state: 'published',
    gatherings: [
      {
        code: open.code,
        type: 'salon',
        season_code: 'QCJ',
        title: '路演',
        title_en: 'Roadshow',
        venue: '1号楼路演厅',
        starts_at: '2025-06-26T06:00:00.000Z',
        ends_at: '2025-06-26T09:00:00.000Z',
        on: '2025-06-26',
        state: 'published',
        takes_registrations: true,
      },
    ],
  });
  expect(headers.get('cache-control')).toBe('public, max-age=60');
  const again = await park.ask('GET', '/programme/seasons/QCJ', { headers: { 'if-none-match': headers.get('etag')! } });
  expect(again.status).toBe(304);
  expect((await park.ask<any>('GET', '/programme')).body.items).toEqual(body.gatherings);
});

it('is read page by page between two days of the park', async () => {
  const at = async (day: string) => (await aPublishedGathering(park, { starts_at: `${day}T16:30:00Z`, ends_at: `${day}T18:00:00Z` })).code;
  const codes = [await at('2025-09-01'), await at('2025-09-02'), await at('2025-09-03')];
  const ask = async (query: string) => (await park.ask<any>('GET', `/programme?${query}`)).body;
  const first = await ask('from=2025-09-02&to=2025-09-04&limit=1');
  expect(first.items.map(({ code }: any) => code)).toEqual([codes[0]]);
  const second = await ask(`from=2025-09-02&to=2025-09-04&limit=1&cursor=${first.next}`);
  expect([second.items.map(({ code }: any) => code), second.next]).toEqual([[codes[1]], null]);
  expect((await ask('from=2025-09-02&to=2025-09-02')).code).toBe('empty_period');
  expect((await ask('from=2025-09-02&to=2026-09-04')).code).toBe('too_long');
  expect((await ask('cursor=xyz')).code).toBe('malformed_cursor');
});

it('is a calendar whose entries keep their UID, rise in SEQUENCE, and stay when they are cancelled', async () => {
  const gathering = await aPublishedGathering(park, { title: '沙龙; 与, 新人', title_en: 'Salon' });
  const calendar = async (query = '') =>
    (await park.ask<string>('GET', `/programme/gatherings/${gathering.code}/calendar.ics${query}`)).body;
  const before = await calendar();
  expect(valueOf(before, 'SUMMARY')).toEqual(['沙龙\\; 与\\, 新人']);
  expect(valueOf(await calendar('?lang=en'), 'SUMMARY')).toEqual(['Salon']);
  expect([valueOf(before, 'DTSTART'), valueOf(before, 'STATUS')]).toEqual([['20250626T060000Z'], ['CONFIRMED']]);
  expect(await calendar()).toBe(before);

  await step(gathering.id, 'postpone', { reason: 'typhoon' });
  const postponed = await calendar();
  expect([valueOf(postponed, 'STATUS'), valueOf(postponed, 'SUMMARY')[0]]).toEqual([['TENTATIVE'], expect.stringContaining('延期')]);
  await step(gathering.id, 'reschedule', { starts_at: '2025-06-27T06:00:00Z', ends_at: '2025-06-27T09:00:00Z' });
  const moved = await calendar();
  await step(gathering.id, 'cancel', { reason: 'typhoon' });
  const cancelled = await calendar();
  expect(valueOf(cancelled, 'STATUS')).toEqual(['CANCELLED']);
  const uids = [before, postponed, moved, cancelled].flatMap((text) => valueOf(text, 'UID'));
  expect(new Set(uids).size).toBe(1);
  const sequences = [before, postponed, moved, cancelled].map((text) => Number(valueOf(text, 'SEQUENCE')[0]));
  expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
  expect(new Set(sequences).size).toBe(4);
});

it('does not show a draft that was cancelled', async () => {
  const { id, code } = await park.ok('POST', '/gatherings', { as: clerk, body: aDraft() });
  await step(id, 'cancel', { reason: 'no speaker' });
  expect((await park.ask('GET', `/programme/gatherings/${code}`)).status).toBe(404);
  expect((await park.ask('GET', `/programme/gatherings/${code}/calendar.ics`)).status).toBe(404);
});
