/** A resolution that comes from a file with its one task: how far both have come, each step on its own day. */
import { followedBy, unchanged, type Decision } from '@park/contracts';
import { invalid, type LocalDate } from '@park/kernel';
import { acceptHistory, start, submit, type Task } from '../tasks/task.ts';
import { fulfil, report, type Resolution, type ResolutionProgress } from './resolution.ts';

export interface ResolutionHistory {
  due_on: LocalDate;
  progress?: ResolutionProgress;
  reported_on?: LocalDate;
  submitted_on?: LocalDate;
  accepted_on?: LocalDate;
  fulfilled_on?: LocalDate;
}

/**
 * Each day follows the one before it. `isFollowed`: the meeting after is closed, so that its report is known.
 * Throws `invalid required`, `invalid before_meeting`, `invalid before_submission`, `invalid before_acceptance`, `invalid after_fulfilment`,
 * `invalid in_future`.
 */
export function requireOrder(row: ResolutionHistory, meeting_on: LocalDate, isFollowed: boolean, today: LocalDate): void {
  const { progress, reported_on, submitted_on, accepted_on, fulfilled_on } = row;
  for (const [name, day] of Object.entries({ reported_on, submitted_on, accepted_on, fulfilled_on }))
    if (day !== undefined && day > today) throw invalid(`/${name}`, 'in_future', `${name} must not be later than today.`);
  for (const [name, day] of Object.entries({ reported_on, submitted_on }))
    if (day !== undefined && day < meeting_on) throw invalid(`/${name}`, 'before_meeting', `${name} must not be earlier than the meeting.`);
  if (accepted_on !== undefined && submitted_on === undefined)
    throw invalid('/submitted_on', 'required', 'submitted_on is required with accepted_on.');
  if (accepted_on !== undefined && accepted_on < submitted_on!)
    throw invalid('/accepted_on', 'before_submission', 'accepted_on must not be earlier than submitted_on.');
  if (fulfilled_on !== undefined && accepted_on === undefined)
    throw invalid('/accepted_on', 'required', 'accepted_on is required with fulfilled_on.');
  if (fulfilled_on !== undefined && fulfilled_on < accepted_on!)
    throw invalid('/fulfilled_on', 'before_acceptance', 'fulfilled_on must not be earlier than accepted_on.');
  if (reported_on !== undefined && progress === undefined) throw invalid('/progress', 'required', 'progress is required with reported_on.');
  const fulfilled = fulfilled_on ?? accepted_on;
  if (reported_on !== undefined && fulfilled !== undefined && reported_on > fulfilled)
    throw invalid('/reported_on', 'after_fulfilment', 'reported_on must not be later than the day on which it was fulfilled.');
  if (isFollowed && progress === undefined && accepted_on === undefined)
    throw invalid('/progress', 'required', 'progress is required, as the meeting after is closed and each resolution has a report then.');
}

/** Its report, and its end with its only task. */
export function resolutionLived(adopted: Decision<Resolution>, row: ResolutionHistory, today: LocalDate): Decision<Resolution> {
  const { progress, due_on, submitted_on, accepted_on, fulfilled_on = accepted_on } = row;
  const reportedOn = row.reported_on ?? fulfilled_on ?? (due_on < today ? due_on : today);
  return followedBy(
    adopted,
    (one) => (progress === undefined ? unchanged(one) : report(one, progress, reportedOn)),
    (one) => (fulfilled_on === undefined ? unchanged(one) : fulfil(one, submitted_on!, fulfilled_on)),
  );
}

export function taskLived(assigned: Decision<Task>, { submitted_on, accepted_on }: ResolutionHistory, by: string): Decision<Task> {
  if (submitted_on === undefined) return assigned;
  const submission = { evidence_sha256: null, submitted_on, submitted_by: by };
  return followedBy(
    assigned,
    (task) => start(task, submitted_on),
    (task) => submit(task, submission),
    (task) => (accepted_on === undefined ? unchanged(task) : acceptHistory(task, accepted_on)),
  );
}
