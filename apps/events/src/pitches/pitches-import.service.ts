import { followedBy, unchanged, type Decision } from '@park/contracts';
import { dateAt, invalid, type LocalDate } from '@park/kernel';
import { upsertRows, type Command, type Outcome } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { knownGathering, sharedGatherings } from '../gatherings/gathering.store.ts';
import { sharedPanelsOf } from '../panels/panel.store.ts';
import { keepFounders } from '../projects/founder.store.ts';
import { knownProject, sharedProjects } from '../projects/project.store.ts';
import {
  daysOf,
  deadStates,
  draft,
  present,
  requireCollecting,
  requireListOpen,
  schedule,
  score,
  screenOut,
  shortlist,
  submit,
  type Pitch,
  type Result,
  type Stage,
} from './pitch.ts';
import { PitchTable } from './pitch.table.ts';
import type { PitchRow } from './pitches.dto.ts';

/** A row with everything that it names. */
interface Paper extends Stage {
  row: PitchRow;
}

/** Pitches as a clerk has them in a file, also of roadshows that are over. */
@Injectable()
export class PitchesImportService {
  /** By project and gathering: a new one is taken as far as the row says, a known one from where it stands. */
  async importRows(command: Command, rows: PitchRow[]): Promise<Outcome[]> {
    const { tx, now } = command;
    const papers = await papersOf(tx, rows);
    const known = await knownPitches(tx, papers);
    const { outcomes } = await upsertRows(command, PitchTable, papers, {
      known: ({ panel, project }) => known.get(`${panel.id} ${project.id}`),
      code: ({ row }) => row.code,
      create: (identity, paper) => {
        const isHistory = paper.row.presented_on !== undefined || paper.row.decision === 'screened_out';
        if (!isHistory) requireCollecting(paper);
        return asFarAs(draft({ ...identity, today: paper.row.submitted_on }, paper), paper, dateAt(now));
      },
      update: (pitch, paper) => asFarAs(unchanged(pitch), paper, dateAt(now)),
    });
    await keepFounders(
      tx,
      papers.map((paper) => ({ founder_id: paper.project.founder_id, on: daysOf(paper)[1] })),
    );
    return outcomes;
  }
}

/** Each step dates from its own day. A pitch in the order of a draw got its place by the draw. */
function asFarAs(from: Decision<Pitch>, paper: Paper, today: LocalDate): Decision<Pitch> {
  const { row, panel } = paper;
  const { submitted_on, presented_on } = row;
  const [first] = daysOf(paper);
  if (submitted_on > first) throw invalid('/submitted_on', 'after_roadshow', `submitted_on must not be later than ${first}.`);
  const decidedOn = first < today ? first : today;
  const isListed = row.decision === 'shortlisted' || presented_on !== undefined;
  if (row.position !== undefined && presented_on === undefined)
    throw invalid('/presented_on', 'required', 'presented_on is required with position.');
  const result = resultIn(row, paper);
  return followedBy(
    from,
    (pitch) => (pitch.state === 'draft' ? submit(pitch, submitted_on, paper, today) : unchanged(pitch)),
    (pitch) => {
      if (pitch.state !== 'submitted' || row.decision !== 'screened_out') return unchanged(pitch);
      if (presented_on !== undefined)
        throw invalid('/presented_on', 'screened_out', 'A pitch that was screened out was not presented; presented_on must be empty.');
      if (row.reason === undefined) throw invalid('/reason', 'required', 'reason is required where decision is screened_out.');
      return screenOut(pitch, { reason: row.reason, vetoed_by: null }, panel, paper, decidedOn);
    },
    (pitch) => {
      if (pitch.state !== 'submitted' || !isListed) return unchanged(pitch);
      if (presented_on === undefined) requireListOpen(panel);
      return shortlist(pitch, row.earlier_round_score ?? null, paper, decidedOn);
    },
    (pitch) => {
      if (pitch.state !== 'shortlisted' || presented_on === undefined) return unchanged(pitch);
      requireNotDrawn(paper);
      return schedule(pitch, row.position ?? null, paper, decidedOn);
    },
    (pitch) => (pitch.state === 'scheduled' && presented_on !== undefined ? present(pitch, presented_on, paper, today) : unchanged(pitch)),
    (pitch) => (pitch.state === 'presented' && result !== null ? score(pitch, result, paper, presented_on!) : unchanged(pitch)),
  );
}

/** A roadshow whose order is drawn has no pitch beside the list. */
function requireNotDrawn({ panel }: Paper): void {
  if (panel.seed_hash !== null)
    throw invalid('/presented_on', 'drawn_roadshow', 'The order of this roadshow is drawn; a pitch is presented in its place.');
}

/** Throws `invalid required`. */
function resultIn({ score, rank, n_judges, n_conflicts = 0, presented_on }: PitchRow, { panel }: Paper): Result | null {
  if (score === undefined) return null;
  if (rank === undefined) throw invalid('/rank', 'required', 'rank is required with score.');
  if (n_judges === undefined) throw invalid('/n_judges', 'required', 'n_judges is required with score.');
  if (presented_on === undefined) throw invalid('/presented_on', 'required', 'presented_on is required with score.');
  return { score, rank, method: panel.rule.method, n_judges, n_conflicts };
}

async function papersOf(tx: EntityManager, rows: PitchRow[]): Promise<Paper[]> {
  const gatherings = await sharedGatherings(
    tx,
    rows.map(({ gathering_code }) => gathering_code),
  );
  const panels = await sharedPanelsOf(
    tx,
    [...gatherings.values()].map(({ id }) => id),
  );
  const projects = await sharedProjects(
    tx,
    rows.map(({ project_code }) => project_code),
  );
  return rows.map((row) => {
    const gathering = knownGathering(gatherings, row.gathering_code);
    const panel = panels.get(gathering.id);
    if (!panel) throw invalid('/gathering_code', 'unknown_panel', `Gathering ${gathering.code} has no panel.`);
    return { row, gathering, panel, project: knownProject(projects, row.project_code) };
  });
}

/** The live pitch where there is one; else the dead one that has the code of the row. */
async function knownPitches(tx: EntityManager, papers: readonly Paper[]): Promise<Map<string, Pitch>> {
  const rows = await tx
    .createQueryBuilder(PitchTable, 't')
    .setLock('pessimistic_write')
    .where('t.project_id = any (:projects) and t.panel_id = any (:panels)', {
      projects: papers.map(({ project }) => project.id),
      panels: papers.map(({ panel }) => panel.id),
    })
    .orderBy('t.id')
    .getMany();
  const isDead = ({ state }: Pitch): boolean => (deadStates as readonly string[]).includes(state);
  const codes = new Set(papers.map(({ row }) => row.code));
  const found = rows.filter((pitch) => !isDead(pitch) || codes.has(pitch.code)).sort((a, b) => Number(isDead(b)) - Number(isDead(a)));
  return new Map(found.map((pitch) => [`${pitch.panel_id} ${pitch.project_id}`, pitch]));
}
