import { followedBy, unchanged, type Decision } from '@park/contracts';
import { dateAt, invalid, Refusal, type LocalDate } from '@park/kernel';
import { knownByCode, upsertRows, type Command, type Outcome } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import type { Expert } from '../experts/expert.ts';
import { sharedExperts, tiesOf } from '../experts/expert.store.ts';
import { ExpertTable } from '../experts/expert.table.ts';
import type { Gathering } from '../gatherings/gathering.ts';
import { knownGathering, sharedGatherings } from '../gatherings/gathering.store.ts';
import { requireTerm, type Panel } from '../panels/panel.ts';
import { sharedPanelsOf } from '../panels/panel.store.ts';
import type { Score } from '../panels/rule.ts';
import { requireMember, type Pitch } from '../pitches/pitch.ts';
import { PitchTable } from '../pitches/pitch.table.ts';
import type { Project } from '../projects/project.ts';
import { sharedProjectsById } from '../projects/project.store.ts';
import { isLive, recordPaper, type ScoreSheet } from './score-sheet.ts';
import { sheetsOfPitches } from './score-sheet.store.ts';
import { ScoreSheetTable } from './score-sheet.table.ts';
import type { ScoreSheetRow } from './score-sheets.dto.ts';
import { assigned } from './score-sheets.service.ts';

/** A row with everything that it names. */
interface Paper {
  scores: Score[];
  gathering: Gathering;
  panel: Panel;
  pitch: Pitch;
  expert: Expert;
  project: Project;
}

/** Score sheets as a clerk has them in a file. */
@Injectable()
export class ScoreSheetsImportService {
  /** By pitch and expert: a new one is assigned and submitted, an open one submitted. */
  async importRows(command: Command, rows: ScoreSheetRow[]): Promise<Outcome[]> {
    const { tx, now } = command;
    const today = dateAt(now);
    const papers = await papersOf(command, rows);
    const ties = await tiesOf(
      tx,
      papers.map(({ expert }) => expert.id),
    );
    const sheets = await sheetsOfPitches(
      tx,
      papers.map(({ pitch }) => pitch.id),
    );
    const known = new Map(sheets.map((sheet) => [`${sheet.pitch_id} ${sheet.expert_id}`, sheet]));
    const { outcomes } = await upsertRows(command, ScoreSheetTable, papers, {
      known: ({ pitch, expert }) => known.get(`${pitch.id} ${expert.id}`),
      code: 'SS',
      create: (identity, paper) => {
        requireMember(paper.panel, paper.expert.id);
        requireTerm(paper.expert, paper.gathering);
        const created = assigned(identity, paper.pitch, paper.expert, ties, paper.project);
        return followedBy(created, (sheet) => signed(sheet, paper, today));
      },
      update: (sheet, paper) => (isLive(sheet) && sheet.state !== 'submitted' ? signed(sheet, paper, today) : unchanged(sheet)),
    });
    return outcomes;
  }
}

/** Throws `conflict not_presented`, `conflict conflict_of_interest`. */
function signed(sheet: ScoreSheet, { scores, panel, pitch }: Paper, today: LocalDate): Decision<ScoreSheet> {
  if (pitch.presented_on === null) throw new Refusal('conflict', 'not_presented', 'The pitch was not presented yet.');
  return recordPaper(sheet, { scores, source: 'import' }, panel, today);
}

async function papersOf(command: Command, rows: ScoreSheetRow[]): Promise<Paper[]> {
  const { tx } = command;
  const gatherings = await sharedGatherings(
    tx,
    rows.map(({ gathering_code }) => gathering_code),
  );
  const panels = await sharedPanelsOf(
    tx,
    [...gatherings.values()].map(({ id }) => id),
  );
  const named = await knownByCode(
    command,
    ExpertTable,
    rows.map(({ expert_code }) => expert_code),
  );
  const experts = await sharedExperts(
    tx,
    [...named.values()].map(({ id }) => id),
  );
  const pitches = await knownByCode(
    command,
    PitchTable,
    rows.map(({ pitch_code }) => pitch_code),
  );
  const projects = await sharedProjectsById(
    tx,
    [...pitches.values()].map(({ project_id }) => project_id),
  );
  return rows.map(({ gathering_code, pitch_code, expert_code, points }) => {
    const gathering = knownGathering(gatherings, gathering_code);
    const panel = panels.get(gathering.id);
    if (!panel) throw invalid('/gathering_code', 'unknown_panel', `Gathering ${gathering_code} has no panel.`);
    const pitch = pitches.get(pitch_code);
    if (pitch?.panel_id !== panel.id) throw invalid('/pitch_code', 'unknown_pitch', `The roadshow has no pitch ${pitch_code}.`);
    const expert = experts.get(named.get(expert_code)?.id ?? '');
    if (!expert) throw invalid('/expert_code', 'unknown_expert', `No expert has the code ${expert_code}.`);
    return { scores: scoresIn(points), gathering, panel, pitch, expert, project: projects.get(pitch.project_id)! };
  });
}

/** Throws `invalid malformed_points`. */
function scoresIn(points: readonly string[]): Score[] {
  return points.map((text) => {
    const [, code, value] = /^([a-z][a-z0-9_]{0,39})=(\d{1,4}(?:\.\d{1,2})?)$/.exec(text) ?? [];
    if (code === undefined || value === undefined)
      throw invalid(
        '/points',
        'malformed_points',
        'points must be code=points of each criterion, with two decimals at most, parted by semicolons.',
      );
    return { code, points: Number(value) };
  });
}
