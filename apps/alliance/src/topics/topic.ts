/** A topic 议题 that a member brings before a joint meeting: submitted, on the agenda or declined, decided. */
import { alliance, occurred, type DataOf, type Decision } from '@park/contracts';
import { invalid, move, Refusal, rowOf, transition, type Aggregate, type LocalDate, type Machine, type NewIdentity } from '@park/kernel';
import { requireDeciding, requireTopicsOpen, type Meeting } from '../meetings/meeting.ts';
import type { Membership } from '../memberships/membership.ts';

export type TopicState = (typeof alliance.topicStates)[number];
export type AllianceMode = DataOf<typeof alliance.TopicSubmittedV1>['mode'];
export type TopicAction = 'withdraw' | 'schedule' | 'decline' | 'adopt' | 'not_adopt' | 'defer' | 'carry' | 'offer';
export const topicDecisions = ['adopted', 'not_adopted', 'deferred'] as const satisfies TopicState[];
export type TopicDecision = (typeof topicDecisions)[number];

export const topicMachine: Machine<TopicState, TopicAction> = {
  withdraw: { from: ['submitted', 'deferred'], to: 'withdrawn' },
  schedule: { from: ['submitted'], to: 'on_agenda' },
  decline: { from: ['submitted'], to: 'declined' },
  adopt: { from: ['on_agenda'], to: 'adopted' },
  not_adopt: { from: ['on_agenda'], to: 'not_adopted' },
  defer: { from: ['on_agenda'], to: 'deferred' },
  // Its meeting is cancelled.
  carry: { from: ['submitted', 'on_agenda'], to: 'deferred' },
  // To the next meeting.
  offer: { from: ['deferred'], to: 'submitted' },
};

export interface Topic extends Aggregate {
  meeting_id: string;
  membership_id: string;
  member_uscc: string;
  member_name: string;
  mode: AllianceMode;
  title: string;
  state: TopicState;
  /** Its place on the agenda. */
  agenda_number: number | null;
  submitted_on: LocalDate;
  decided_on: LocalDate | null;
  reason: string | null;
}

export type TopicContent = Pick<Topic, 'mode' | 'title'>;
type Member = Pick<Membership, 'id' | 'uscc' | 'organisation_name'>;

/** Throws `conflict topics_closed`. */
export function submit(identity: NewIdentity, meeting: Meeting, member: Member, content: TopicContent): Decision<Topic> {
  requireTopicsOpen(meeting, identity.today);
  return submitHistory(identity, meeting, member, content);
}

export function submitHistory(identity: NewIdentity, meeting: Pick<Meeting, 'id'>, member: Member, content: TopicContent): Decision<Topic> {
  const next: Topic = {
    ...rowOf(identity),
    ...content,
    meeting_id: meeting.id,
    membership_id: member.id,
    member_uscc: member.uscc,
    member_name: member.organisation_name,
    state: 'submitted',
    agenda_number: null,
    submitted_on: identity.today,
    decided_on: null,
    reason: null,
  };
  return submitted(next, null, identity.today);
}

export function withdraw(topic: Topic, today: LocalDate): Decision<Topic> {
  const next: Topic = { ...topic, state: move(topicMachine, topic.state, 'withdraw'), reason: null };
  return { next, events: [occurred(alliance.TopicWithdrawnV1, today, headOf(next, topic.state))] };
}

export function schedule(topic: Topic, agenda_number: number, today: LocalDate): Decision<Topic> {
  const next: Topic = { ...topic, state: move(topicMachine, topic.state, 'schedule'), agenda_number };
  return { next, events: [occurred(alliance.TopicScheduledV1, today, headOf(next, topic.state))] };
}

export function decline(topic: Topic, reason: string, today: LocalDate): Decision<Topic> {
  const next: Topic = { ...topic, state: move(topicMachine, topic.state, 'decline'), reason };
  return { next, events: [occurred(alliance.TopicDeclinedV1, today, { ...headOf(next, topic.state), reason })] };
}

const actionOf = { adopted: 'adopt', not_adopted: 'not_adopt', deferred: 'defer' } as const;

/** By the meeting, on its day. Throws `conflict meeting_not_deciding`. */
export function decide(topic: Topic, meeting: Meeting, decision: TopicDecision, reason: string | null): Decision<Topic> {
  requireDeciding(meeting);
  return decided(topic, actionOf[decision], reason, meeting.meeting_on);
}

export function adoptHistory(topic: Topic, on: LocalDate): Decision<Topic> {
  return decided(topic, 'adopt', null, on);
}

/** Its meeting does not take place; the next one gets it. */
export function carry(topic: Topic, reason: string, today: LocalDate): Decision<Topic> {
  return decided(topic, 'carry', reason, today);
}

function decided(topic: Topic, action: TopicAction, reason: string | null, on: LocalDate): Decision<Topic> {
  const next: Topic = { ...topic, state: move(topicMachine, topic.state, action), reason, decided_on: on };
  return { next, events: [occurred(alliance.TopicDecidedV1, on, { ...headOf(next, topic.state), reason })] };
}

/** A deferred topic is offered to the next meeting. */
export function offer(topic: Topic, meeting: Pick<Meeting, 'id'>, today: LocalDate): Decision<Topic> {
  const state = move(topicMachine, topic.state, 'offer');
  return submitted({ ...topic, meeting_id: meeting.id, state, agenda_number: null, decided_on: null, reason: null }, topic.state, today);
}

function submitted(next: Topic, from: TopicState | null, today: LocalDate): Decision<Topic> {
  return { next, events: [occurred(alliance.TopicSubmittedV1, today, { ...headOf(next, from), title: next.title })] };
}

export interface Agenda {
  topic_ids: readonly string[];
  declined: readonly { topic_id: string; reason: string }[];
}

/**
 * Puts each submitted topic on the agenda, in its order, or declines it. Throws `invalid required`, `invalid topic_twice`,
 * `invalid unknown_topic`, `conflict topics_left`.
 */
export function agendaOf(topics: readonly Topic[], { topic_ids, declined }: Agenda, today: LocalDate): Decision<Topic>[] {
  if (topic_ids.length === 0) throw invalid('/topic_ids', 'required', 'An agenda has one topic at least.');
  const named = [
    ...topic_ids.map((id, i) => ({ id, pointer: `/topic_ids/${i}` })),
    ...declined.map(({ topic_id: id }, i) => ({ id, pointer: `/declined/${i}/topic_id` })),
  ];
  const byId = new Map(topics.map((topic) => [topic.id, topic]));
  const seen = new Set<string>();
  for (const { id, pointer } of named) {
    if (!byId.has(id)) throw invalid(pointer, 'unknown_topic', 'No such topic waits for this meeting.');
    if (seen.has(id)) throw invalid(pointer, 'topic_twice', 'Each topic is on the agenda or declined, once.');
    seen.add(id);
  }
  const left = topics.filter(({ id }) => !seen.has(id)).map(({ id }) => id);
  if (left.length > 0)
    throw new Refusal('conflict', 'topics_left', 'Each topic that was submitted must be on the agenda or declined.', {
      extra: { topics: left },
    });
  return [
    ...topic_ids.map((id, i) => schedule(byId.get(id)!, i + 1, today)),
    ...declined.map(({ topic_id, reason }) => decline(byId.get(topic_id)!, reason, today)),
  ];
}

function headOf(next: Topic, from: TopicState | null) {
  const { meeting_id, membership_id, mode } = next;
  return { ...transition(next, from), meeting_id, membership_id, mode };
}
