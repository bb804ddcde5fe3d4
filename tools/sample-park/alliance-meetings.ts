/** The joint meetings 联席会议 of five quarters and their resolutions, of which two are overdue on the opening day. */
import { addDays, daysBetween, type LocalDate } from '../../libs/kernel/src/date.ts';
import { charters, type Member } from './alliance-members.ts';
import type { Mode } from './alliance-life.ts';
import { chanceOf } from './chance.ts';
import { earlier, type Story } from './story.ts';

export interface MeetingRow {
  code: string;
  meeting_on: LocalDate;
  state: 'closed' | 'minutes_published';
  reported_on: LocalDate;
  report_sha256: string;
  present: string;
  excused: string;
  absent: string;
  minutes_sha256: string;
}

export interface ResolutionRow {
  meeting_code: string;
  topic_title: string;
  mode: Mode;
  owner_uscc: string;
  title: string;
  due_on: LocalDate;
  progress?: 'on_track' | 'delayed' | 'done';
  reported_on?: LocalDate;
  submitted_on?: LocalDate;
  accepted_on?: LocalDate;
}

const count = 5;
const daysToTheFirst = 40;
const daysFromTheLast = 9;

/** The last one is not closed yet: that takes the reports on what the one before has resolved. */
export function jointMeetings(story: Story, members: readonly Member[]): MeetingRow[] {
  const chance = chanceOf('joint meetings');
  const first = addDays(charters(story)[0]!.in_force_from, daysToTheFirst);
  const days = daysBetween(first, addDays(story.openingDay, -daysFromTheLast));
  return Array.from({ length: count }, (_, i) => {
    const meeting_on = addDays(first, Math.round((days * i) / (count - 1)));
    const voting = members.filter(({ row }) => row.role !== 'observer' && row.joined_on < meeting_on).map(({ row }) => row.uscc);
    const shuffled = chance.shuffled(voting);
    const [excused, absent] = [Math.floor(voting.length * 0.1), Math.floor(voting.length * 0.05)];
    return {
      code: `JM-S${i + 1}`,
      meeting_on,
      state: i === count - 1 ? 'minutes_published' : 'closed',
      reported_on: addDays(meeting_on, -3),
      report_sha256: digestOf('a', i),
      present: shuffled.slice(excused + absent).join(';'),
      excused: shuffled.slice(0, excused).join(';'),
      absent: shuffled.slice(excused, excused + absent).join(';'),
      minutes_sha256: digestOf('b', i),
    };
  });
}

const topics: readonly { topic: string; resolution: string; mode: Mode }[] = [
  { topic: '会议室与展厅共享', resolution: '建立会议室与展厅的共享排期', mode: 'resource_sharing' },
  { topic: '联合主题党日安排', resolution: '每月举办一次联合主题党日', mode: 'org_building' },
  { topic: '流动党员管理', resolution: '建立流动党员台账', mode: 'member_management' },
  { topic: '产业链供需对接', resolution: '编制成员单位供需目录', mode: 'industry_promotion' },
  { topic: '政策服务进园区', resolution: '每季度开展一次政策辅导', mode: 'service_promotion' },
  { topic: '青年人才联谊', resolution: '组建园区青年社团', mode: 'youth_league_building' },
  { topic: '小微企业联合建支', resolution: '再组建三个联合党支部', mode: 'org_building' },
  { topic: '共享用车', resolution: '试行通勤车辆共享', mode: 'resource_sharing' },
];
const perMeeting = 3;
const overdue = 2;

/** All of the first three meetings are fulfilled but the last two of these; what the others resolved is under way. */
export function resolutions({ openingDay }: Story, all: readonly MeetingRow[], members: readonly Member[]): ResolutionRow[] {
  const chance = chanceOf('resolutions');
  const settled = (count - 2) * perMeeting;
  return all.flatMap(({ code, meeting_on }, m) => {
    const owners = chance.shuffled(members.filter(({ row }) => row.role !== 'observer' && row.joined_on < meeting_on));
    return Array.from({ length: perMeeting }, (_, n): ResolutionRow => {
      const place = m * perMeeting + n;
      const { topic, resolution, mode } = topics[place % topics.length]!;
      const isOverdue = place >= settled - overdue && place < settled;
      const isFulfilled = place < settled - overdue;
      const due_on = isOverdue ? addDays(openingDay, -chance.whole(5, 25)) : addDays(meeting_on, chance.whole(45, 75));
      const base = { meeting_code: code, topic_title: `${topic}（${m + 1}）`, mode, owner_uscc: owners[n]!.row.uscc, title: resolution };
      if (isFulfilled) {
        const submitted_on = earlier(addDays(due_on, chance.happens(0.15) ? 6 : -chance.whole(2, 20)), addDays(openingDay, -1));
        return { ...base, due_on, progress: 'done', submitted_on, accepted_on: earlier(addDays(submitted_on, 2), openingDay) };
      }
      if (isOverdue) return { ...base, due_on, progress: 'delayed', reported_on: addDays(meeting_on, 30) };
      const isLast = m === count - 1;
      const open = { ...base, due_on: due_on > openingDay ? due_on : addDays(openingDay, chance.whole(10, 40)) };
      return isLast ? open : { ...open, progress: 'on_track', reported_on: addDays(openingDay, -4) };
    });
  });
}

function digestOf(letter: string, i: number): string {
  return `${letter}${i}`.padEnd(64, '0');
}
