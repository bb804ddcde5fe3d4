import { dateAt } from '@park/kernel';
import { saveAll, type Command } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import { tiesOf } from '../experts/expert.store.ts';
import { ExpertTable } from '../experts/expert.table.ts';
import { ProjectTable } from '../projects/project.table.ts';
import { In } from 'typeorm';
import { conflictBetween } from './conflict.ts';
import { conflictFound, type ScoreSheet } from './score-sheet.ts';
import { projectsOfPitches, sheetsOfExpert, sheetsOfProject } from './score-sheet.store.ts';
import { ScoreSheetTable } from './score-sheet.table.ts';

/**
 * Finds conflicts of interest that come up after score sheets were assigned. The caller has changed the expert or the project, and has its
 * row locked, which an assignment shares: so a new sheet either is seen here or sees the change.
 */
@Injectable()
export class ConflictsService {
  async detectForExpert(command: Command, expertId: string): Promise<void> {
    await this.detect(command, await sheetsOfExpert(command.tx, expertId));
  }

  async detectForProject(command: Command, projectId: string): Promise<void> {
    await this.detect(command, await sheetsOfProject(command.tx, projectId));
  }

  private async detect(command: Command, sheets: readonly ScoreSheet[]): Promise<void> {
    if (sheets.length === 0) return;
    const { tx, now } = command;
    const projectIds = await projectsOfPitches(
      tx,
      sheets.map(({ pitch_id }) => pitch_id),
    );
    const expertIds = [...new Set(sheets.map(({ expert_id }) => expert_id))];
    const experts = new Map((await tx.findBy(ExpertTable, { id: In(expertIds) })).map((expert) => [expert.id, expert]));
    const found = await tx.findBy(ProjectTable, { id: In([...new Set(projectIds.values())]) });
    const projects = new Map(found.map((project) => [project.id, project]));
    const ties = await tiesOf(tx, expertIds);
    const decisions = sheets.map((sheet) => {
      const project = projects.get(projectIds.get(sheet.pitch_id)!)!;
      return conflictFound(sheet, conflictBetween(experts.get(sheet.expert_id)!, ties, project), dateAt(now));
    });
    await saveAll(command, ScoreSheetTable, decisions);
  }
}
