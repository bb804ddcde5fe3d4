import { alliance } from '@park/contracts';
import { Story } from '../events.fixture.ts';
import { figure, groups, ledgerOf, value } from '../ledger.fixture.ts';

const year = { as_of: '2025-12-31' };
const of = { mode: 'resource_sharing' as const, category: 'venue' as const };

describe('needs', () => {
  const published = (story: Story, id: string, on: string, wish: object = {}): Story =>
    story.tell(alliance.NeedPublishedV1, id, on, { ...of, ...wish, to_state: 'published' });
  const confirmed = (story: Story, id: string, confirmed_on: string, days_to_resolve: number): Story =>
    story
      .tell(alliance.NeedDeliveredV1, id, confirmed_on, { ...of, to_state: 'delivered' })
      .tell(alliance.NeedConfirmedV1, id, confirmed_on, { ...of, to_state: 'confirmed', confirmed_on, days_to_resolve });

  it('are open until they are confirmed, withdrawn or expired, by mode and category', () => {
    const story = new Story();
    for (const id of ['a', 'b', 'c']) published(story, id, '2025-03-01');
    published(story, 'd', '2025-03-15', { mode: 'service_promotion', category: 'mentor' });
    story.tell(alliance.NeedMatchedV1, 'a', '2025-03-10', { ...of, to_state: 'matched' });
    story.tell(alliance.NeedUnmatchedV1, 'a', '2025-03-12', { ...of, to_state: 'published' });
    confirmed(story, 'a', '2025-04-01', 31);
    story.tell(alliance.NeedReturnedV1, 'b', '2025-04-05', { ...of, to_state: 'in_progress' });
    story.tell(alliance.NeedWithdrawnV1, 'b', '2025-05-01', { ...of, to_state: 'withdrawn' });
    story.tell(alliance.NeedExpiredV1, 'c', '2025-06-01', { ...of, to_state: 'expired' });
    const ledger = ledgerOf(story.events);
    const days = ['2025-02-28', '2025-03-14', '2025-03-15', '2025-04-01', '2025-05-01', '2025-06-01'];
    expect(days.map((as_of) => value(ledger, 'needs_open', { as_of }))).toEqual([null, 3, 4, 3, 2, 1]);
    expect(groups(ledger, 'needs_open', 'category', '2025-03-20')).toEqual({ venue: 3, mentor: 1 });
  });

  it('are resolved of those published in the period, and take days until they are confirmed', () => {
    const story = new Story();
    confirmed(published(story, 'old', '2024-12-20'), 'old', '2025-01-10', 21);
    confirmed(published(story, 'a', '2025-02-01'), 'a', '2025-02-11', 10);
    confirmed(published(story, 'b', '2025-02-01'), 'b', '2025-03-01', 28);
    published(story, 'c', '2025-02-01');
    const ledger = ledgerOf(story.events);
    expect(figure(ledger, 'needs_resolved_rate', year)).toMatchObject({ numerator: 2, denominator: 3 });
    expect(figure(ledger, 'needs_resolved_rate', { as_of: '2024-12-31' })).toMatchObject({ value: 100, denominator: 1 });
    expect(figure(ledger, 'needs_median_days', year)).toMatchObject({ value: 21, denominator: 3 });
  });
});

describe('resolutions', () => {
  it('are on time where their last task was handed in by the due day, of those due that were not dropped', () => {
    const story = new Story();
    const adopted = (id: string, due_on: string) =>
      story.tell(alliance.ResolutionAdoptedV1, id, '2025-01-15', { mode: 'org_building', due_on, to_state: 'adopted' });
    const fulfilled = (id: string, due_on: string, late: boolean) =>
      story.tell(alliance.ResolutionFulfilledV1, id, '2025-04-20', { mode: 'org_building', due_on, late, to_state: 'fulfilled' });
    for (const id of ['good', 'late', 'open', 'dropped']) adopted(id, '2025-04-01');
    adopted('ahead', '2026-02-01');
    fulfilled('good', '2025-04-01', false);
    fulfilled('late', '2025-04-01', true);
    fulfilled('ahead', '2026-02-01', false);
    story.tell(alliance.ResolutionDroppedV1, 'dropped', '2025-04-15', { mode: 'org_building', due_on: '2025-04-01', to_state: 'dropped' });
    const ledger = ledgerOf(story.events);
    expect(figure(ledger, 'resolutions_on_time', year)).toMatchObject({ numerator: 1, denominator: 3 });
    expect(figure(ledger, 'resolutions_on_time', { as_of: '2025-03-31' }).denominator).toBeNull();
  });

  it('are due on the day that they were given last', () => {
    const story = new Story();
    const of = { mode: 'org_building', to_state: 'adopted' } as const;
    story.tell(alliance.ResolutionAdoptedV1, 'moved', '2025-01-15', { ...of, due_on: '2025-04-01' });
    story.tell(alliance.ResolutionDueDayChangedV1, 'moved', '2025-04-10', { ...of, due_on: '2025-06-01', old_due_on: '2025-04-01' });
    const ledger = ledgerOf(story.events);
    expect(figure(ledger, 'resolutions_on_time', { as_of: '2025-05-31' }).denominator).toBe(0);
    expect(figure(ledger, 'resolutions_on_time', { as_of: '2025-06-01' })).toMatchObject({ numerator: 0, denominator: 1 });
  });
});

it('tasks_overdue counts from the day after the due day until the task is accepted or cancelled', () => {
  const story = new Story();
  const due = (due_on: string, to_state: string) => ({ due_on, to_state });
  for (const id of ['a', 'b', 'c']) story.tell(alliance.TaskAssignedV1, id, '2025-03-01', due('2025-04-01', 'assigned'));
  story.tell(alliance.TaskDueDayChangedV1, 'b', '2025-04-10', { ...due('2025-05-01', 'assigned'), old_due_on: '2025-04-01' });
  story.tell(alliance.TaskSubmittedV1, 'a', '2025-04-05', due('2025-04-01', 'submitted'));
  story.tell(alliance.TaskAcceptedV1, 'a', '2025-04-20', due('2025-04-01', 'accepted'));
  story.tell(alliance.TaskCancelledV1, 'c', '2025-03-20', due('2025-04-01', 'cancelled'));
  const ledger = ledgerOf(story.events);
  const days = ['2025-04-01', '2025-04-02', '2025-04-09', '2025-04-10', '2025-04-20', '2025-05-01', '2025-05-02'];
  expect(days.map((as_of) => value(ledger, 'tasks_overdue', { as_of }))).toEqual([null, 2, 2, 1, 0, 0, 1]);
});
