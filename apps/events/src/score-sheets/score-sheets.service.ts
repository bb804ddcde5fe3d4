import { followedBy, unchanged, type Decision } from '@park/contracts';
import { dateAt, invalid, Refusal, type NewIdentity } from '@park/kernel';
import { changeLocked, load, newIdentity, save, saveAll, newIdentities, type Command } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import type { Expert, ExpertTie } from '../experts/expert.ts';
import { sharedExpert, sharedExperts, tiesOf } from '../experts/expert.store.ts';
import { sharedGathering } from '../gatherings/gathering.store.ts';
import { requireTerm, type Panel } from '../panels/panel.ts';
import { sharedPanel } from '../panels/panel.store.ts';
import { PanelTable } from '../panels/panel.table.ts';
import type { Score } from '../panels/rule.ts';
import { requireMember, type Pitch, type PitchState } from '../pitches/pitch.ts';
import { pitchesOf, sharedPitch } from '../pitches/pitch.store.ts';
import { PitchTable } from '../pitches/pitch.table.ts';
import type { Project } from '../projects/project.ts';
import { sharedProjectsById, sharedProjectsOfPanel } from '../projects/project.store.ts';
import { conflictBetween, type ConflictKind } from './conflict.ts';
import {
  accept,
  assign,
  conflictFound,
  declareConflict,
  decline,
  fillIn,
  isLive,
  recordPaper,
  reopen,
  submit,
  voidSheet,
  type ScoreSheet,
} from './score-sheet.ts';
import { sheetsOfPitches } from './score-sheet.store.ts';
import { ScoreSheetTable } from './score-sheet.table.ts';

/** Pitches that are to be judged. */
const judged: readonly PitchState[] = ['shortlisted', 'scheduled', 'presented', 'scored', 'advised'];
const presented: readonly PitchState[] = ['presented', 'scored', 'advised'];

/** A command on a sheet shares the lock of its panel: the rule and the ranking stay as they are meanwhile. */
@Injectable()
export class ScoreSheetsService {
  async assign(command: Command, { pitch_id, expert_id }: { pitch_id: string; expert_id: string }): Promise<ScoreSheet> {
    const { tx } = command;
    const wish = await tx.findOneBy(PitchTable, { id: pitch_id });
    if (!wish) throw invalid('/pitch_id', 'unknown_pitch', 'There is no such pitch.');
    const { panel_id, gathering_id } = wish;
    const gathering = await sharedGathering(tx, gathering_id);
    const panel = await sharedPanel(tx, panel_id);
    const expert = await sharedExpert(tx, expert_id);
    requireMember(panel, expert_id);
    requireTerm(expert, gathering);
    const projects = await sharedProjectsById(tx, [wish.project_id]);
    const pitch = await sharedPitch(tx, pitch_id);
    if (!judged.includes(pitch.state)) throw new Refusal('conflict', 'not_shortlisted', 'The pitch is not on the list of the roadshow.');
    const ties = await tiesOf(tx, [expert_id]);
    const decision = assigned(await newIdentity(command, 'SS'), pitch, expert, ties, projects.get(pitch.project_id)!);
    return await save(command, ScoreSheetTable, decision);
  }

  /** A sheet for each pitch on the list and each member, where there is none. */
  async assignAll(command: Command, panelId: string): Promise<{ assigned: number; conflicts: number }> {
    const { tx } = command;
    const { gathering_id } = await load(command, PanelTable, panelId);
    const gathering = await sharedGathering(tx, gathering_id);
    const panel = await sharedPanel(tx, panelId);
    const experts = await sharedExperts(tx, panel.expert_ids);
    for (const expert of experts.values()) requireTerm(expert, gathering);
    const ties = await tiesOf(tx, panel.expert_ids);
    const projects = await sharedProjectsOfPanel(tx, panelId);
    const pitches = await pitchesOf(tx, panelId, judged);
    const sheets = await sheetsOfPitches(
      tx,
      pitches.map(({ id }) => id),
    );
    const known = new Set(sheets.map(({ pitch_id, expert_id }) => `${pitch_id} ${expert_id}`));
    const pairs = pitches.flatMap((pitch) => panel.expert_ids.map((id) => ({ pitch, expert: experts.get(id)! })));
    const fresh = pairs.filter(({ pitch, expert }) => !known.has(`${pitch.id} ${expert.id}`));
    const identities = await newIdentities(command, 'SS', fresh.length);
    const decisions = fresh.map(({ pitch, expert }, i) => assigned(identities[i]!, pitch, expert, ties, projects.get(pitch.project_id)!));
    const saved = await saveAll(command, ScoreSheetTable, decisions);
    const conflicts = saved.filter(({ conflict_kind }) => conflict_kind !== null).length;
    return { assigned: saved.length - conflicts, conflicts };
  }

  async accept(command: Command, id: string): Promise<ScoreSheet> {
    return await this.byJudge(command, id, (sheet) => accept(sheet, dateAt(command.now)));
  }

  async decline(command: Command, id: string, reason: string): Promise<ScoreSheet> {
    return await this.byJudge(command, id, (sheet) => decline(sheet, reason, dateAt(command.now)));
  }

  async declareConflict(command: Command, id: string, kind: ConflictKind): Promise<ScoreSheet> {
    return await this.byJudge(command, id, (sheet) => declareConflict(sheet, kind, false, dateAt(command.now)));
  }

  async fillIn(command: Command, id: string, scores: Score[]): Promise<ScoreSheet> {
    return await this.byJudge(command, id, (sheet, panel) => fillIn(sheet, scores, panel, dateAt(command.now)));
  }

  async submit(command: Command, id: string): Promise<ScoreSheet> {
    return await this.byJudge(command, id, async (sheet, panel) => {
      const decision = submit(sheet, panel, dateAt(command.now));
      await this.requirePresented(command, sheet);
      return decision;
    });
  }

  /** By a clerk, from the sheet that the judge has signed. */
  async recordPaper(command: Command, id: string, scores: Score[]): Promise<ScoreSheet> {
    return await this.change(command, id, async (sheet, panel) => {
      const decision = recordPaper(sheet, { scores, source: 'paper' }, panel, dateAt(command.now));
      await this.requirePresented(command, sheet);
      return decision;
    });
  }

  async reopen(command: Command, id: string, reason: string): Promise<ScoreSheet> {
    return await this.change(command, id, (sheet) => reopen(sheet, reason, dateAt(command.now)));
  }

  async void(command: Command, id: string, reason: string): Promise<ScoreSheet> {
    return await this.change(command, id, (sheet) => voidSheet(sheet, reason, dateAt(command.now)));
  }

  /** The pitch will not be judged. */
  async voidOfPitches(command: Command, pitchIds: string[], reason: string): Promise<void> {
    const sheets = await sheetsOfPitches(command.tx, pitchIds);
    const decisions = sheets.map((sheet) => (isLive(sheet) ? voidSheet(sheet, reason, dateAt(command.now)) : unchanged(sheet)));
    await saveAll(command, ScoreSheetTable, decisions);
  }

  /** Throws `forbidden not_own_sheet`: a judge's token fills in the judge's own sheets. */
  private async byJudge(command: Command, id: string, decide: Decide): Promise<ScoreSheet> {
    return await this.change(command, id, async (sheet, panel) => {
      const { subject } = await sharedExpert(command.tx, sheet.expert_id);
      if (subject === null || subject !== command.actor.id)
        throw new Refusal('forbidden', 'not_own_sheet', 'The score sheet is another expert’s.');
      return await decide(sheet, panel);
    });
  }

  private async change(command: Command, id: string, decide: Decide): Promise<ScoreSheet> {
    const { panel_id, expert_id } = await load(command, ScoreSheetTable, id);
    const panel = await sharedPanel(command.tx, panel_id);
    await sharedExpert(command.tx, expert_id);
    return await changeLocked(command, ScoreSheetTable, id, (sheet) => decide(sheet, panel));
  }

  /** The pitch cannot go back, so it needs no lock. */
  private async requirePresented(command: Command, { pitch_id }: ScoreSheet): Promise<void> {
    const { state } = await load(command, PitchTable, pitch_id);
    if (!presented.includes(state)) throw new Refusal('conflict', 'not_presented', 'The pitch was not presented yet.');
  }
}

type Decide = (sheet: ScoreSheet, panel: Panel) => Decision<ScoreSheet> | Promise<Decision<ScoreSheet>>;

/** With the conflict of interest that stands in the way, where there is one. */
export function assigned(
  identity: NewIdentity,
  pitch: Pick<Pitch, 'id' | 'panel_id'>,
  expert: Expert,
  ties: readonly ExpertTie[],
  project: Project,
): Decision<ScoreSheet> {
  const created = assign(identity, { panel_id: pitch.panel_id, pitch_id: pitch.id, expert_id: expert.id });
  return followedBy(created, (sheet) => conflictFound(sheet, conflictBetween(expert, ties, project), identity.today));
}
