import { dateAt } from '@park/kernel';
import { load, saveAll, type Command } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { score, type PitchState } from '../pitches/pitch.ts';
import { pitchesOf } from '../pitches/pitch.store.ts';
import { PitchTable } from '../pitches/pitch.table.ts';
import { sharedProjectsOfPanel } from '../projects/project.store.ts';
import { sheetsOfPitches } from '../score-sheets/score-sheet.store.ts';
import { publishRanking, type Panel } from './panel.ts';
import { PanelTable } from './panel.table.ts';
import { changedPanel } from './panels.service.ts';
import { rank, type RankingEntry } from './ranking.ts';

const presented: readonly PitchState[] = ['presented', 'scored', 'advised'];
const waiting: readonly PitchState[] = ['submitted', 'shortlisted', 'scheduled'];

export interface RankingAnswer {
  panel_id: string;
  ranking_version: number;
  rule_version: number;
  method: string;
  entries: (RankingEntry & { code: string })[];
}

@Injectable()
export class RankingsService {
  /** Scores every pitch that was presented, in one transaction. The panel is locked alone: no score sheet changes meanwhile. */
  async publish(command: Command, id: string, reason: string | undefined): Promise<Panel> {
    const { tx, now } = command;
    const today = dateAt(now);
    return await changedPanel(command, id, async (panel, gathering) => {
      const projects = await sharedProjectsOfPanel(tx, id);
      const candidates = await pitchesOf(tx, id, presented, 'pessimistic_write');
      const sheets = await sheetsOfPitches(
        tx,
        candidates.map((pitch) => pitch.id),
      );
      const named = candidates.map(({ id: pitch_id, earlier_round_score }) => ({ pitch_id, earlier_round_score }));
      const { length } = await pitchesOf(tx, id, waiting);
      const ranking = (): RankingEntry[] => rank(panel.rule, named, sheets);
      const decision = publishRanking(panel, { ranking, reason: reason ?? null, waiting: length }, gathering, today);
      const entries = new Map(ranking().map((entry) => [entry.pitch_id, entry]));
      const decisions = candidates.map((pitch) => {
        const { pitch_id: _, ...result } = entries.get(pitch.id)!;
        const of = { gathering, project: projects.get(pitch.project_id)! };
        return score(pitch, { ...result, method: panel.rule.method }, of, today);
      });
      await saveAll(command, PitchTable, decisions);
      return decision;
    });
  }

  /** As it was published last. */
  async published(tx: EntityManager, id: string): Promise<RankingAnswer> {
    const { ranking_version, rule_version, rule } = await load({ tx }, PanelTable, id);
    const entries: RankingAnswer['entries'] = await tx.query(
      `select id as pitch_id, code, score, rank, n_judges, n_conflicts from pitch
       where panel_id = $1 and rank is not null order by rank, id`,
      [id],
    );
    return { panel_id: id, ranking_version, rule_version, method: rule.method, entries };
  }
}
