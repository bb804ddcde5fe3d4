import type { Decision } from '@park/contracts';
import { dateAt } from '@park/kernel';
import { changeLocked, load, newIdentity, save, saveAll, type Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { Gathering } from '../gatherings/gathering.ts';
import { sharedPanelsOf } from '../panels/panel.store.ts';
import { keepFounders } from '../projects/founder.store.ts';
import { sharedProjectsOfPanel } from '../projects/project.store.ts';
import { ScoreSheetsService } from '../score-sheets/score-sheets.service.ts';
import {
  advise,
  daysOf,
  draft,
  markAbsent,
  pitchMachine,
  present,
  requireCollecting,
  requireListOpen,
  screenOut,
  shortlist,
  submit,
  withdraw,
  type Advice,
  type Pitch,
  type Stage,
} from './pitch.ts';
import { pitchesOf, stageOf } from './pitch.store.ts';
import { PitchTable } from './pitch.table.ts';
import type { DraftPitchDto, ScreenOutPitchDto } from './pitches.dto.ts';

@Injectable()
export class PitchesService {
  constructor(@Inject(ScoreSheetsService) private readonly sheets: ScoreSheetsService) {}

  async draft(command: Command, wish: DraftPitchDto): Promise<Pitch> {
    const stage = await stageOf(command.tx, wish);
    requireCollecting(stage);
    const pitch = await save(command, PitchTable, draft(await newIdentity(command, 'PT'), stage));
    await keepFounders(command.tx, [{ founder_id: stage.project.founder_id, on: daysOf(stage)[1] }]);
    return pitch;
  }

  async submit(command: Command, id: string): Promise<Pitch> {
    const today = dateAt(command.now);
    return await this.change(command, id, (pitch, stage) => {
      requireCollecting(stage);
      return submit(pitch, today, stage, today);
    });
  }

  async screenOut(command: Command, id: string, { reason, vetoed_by }: ScreenOutPitchDto): Promise<Pitch> {
    const screening = { reason, vetoed_by: vetoed_by ?? null };
    return await this.change(command, id, (pitch, stage) => screenOut(pitch, screening, stage.panel, stage, dateAt(command.now)));
  }

  /** Until the list closes. */
  async shortlist(command: Command, id: string, earlierRoundScore: number | undefined): Promise<Pitch> {
    return await this.change(command, id, (pitch, stage) => {
      requireListOpen(stage.panel);
      return shortlist(pitch, earlierRoundScore ?? null, stage, dateAt(command.now));
    });
  }

  async present(command: Command, id: string, presentedOn: string | undefined): Promise<Pitch> {
    const today = dateAt(command.now);
    return await this.change(command, id, (pitch, stage) => {
      const [, last] = daysOf(stage);
      return present(pitch, presentedOn ?? (today < last ? today : last), stage, today);
    });
  }

  async advise(command: Command, id: string, advice: Advice): Promise<Pitch> {
    return await this.change(command, id, (pitch, stage) => advise(pitch, advice, stage, dateAt(command.now)));
  }

  /** Its score sheets count no more. */
  async withdraw(command: Command, id: string, reason: string): Promise<Pitch> {
    const pitch = await this.change(command, id, (row, stage) => withdraw(row, reason, stage, dateAt(command.now)));
    await this.sheets.voidOfPitches(command, [id], 'the pitch was withdrawn');
    return pitch;
  }

  /** With its gathering, in its transaction: every pitch that was not presented yet. */
  async withdrawAll(command: Command, gathering: Gathering, reason: string): Promise<void> {
    const { tx, now } = command;
    const panel = (await sharedPanelsOf(tx, [gathering.id])).get(gathering.id);
    if (!panel) return;
    const projects = await sharedProjectsOfPanel(tx, panel.id);
    const pitches = await pitchesOf(tx, panel.id, pitchMachine.withdraw.from, 'pessimistic_write');
    const decisions = pitches.map((pitch) => withdraw(pitch, reason, { gathering, project: projects.get(pitch.project_id)! }, dateAt(now)));
    await saveAll(command, PitchTable, decisions);
    const ids = pitches.map(({ id }) => id);
    await this.sheets.voidOfPitches(command, ids, 'the roadshow was cancelled');
  }

  async markAbsent(command: Command, id: string): Promise<Pitch> {
    const pitch = await this.change(command, id, (row, stage) => markAbsent(row, stage, dateAt(command.now)));
    await this.sheets.voidOfPitches(command, [id], 'the project did not come to present');
    return pitch;
  }

  private async change(command: Command, id: string, decide: (pitch: Pitch, stage: Stage) => Decision<Pitch>): Promise<Pitch> {
    const stage = await stageOf(command.tx, await load(command, PitchTable, id));
    return await changeLocked(command, PitchTable, id, (pitch) => decide(pitch, stage));
  }
}
