import { createHash, randomBytes } from 'node:crypto';
import { dateAt, invalid, move, Refusal } from '@park/kernel';
import { PersonalData, saveAll, type Command } from '@park/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Gathering } from '../gatherings/gathering.ts';
import { GatheringTable } from '../gatherings/gathering.table.ts';
import { schedule, type Pitch } from '../pitches/pitch.ts';
import { pitchesOf } from '../pitches/pitch.store.ts';
import { PitchTable } from '../pitches/pitch.table.ts';
import { sharedProjectsOfPanel } from '../projects/project.store.ts';
import { drawOrder, hashOfSeed, requireSeed, type Sha256 } from './draw.ts';
import type { DrawAnswer } from './draw-answer.ts';
import { closeList, commitSeed, draw, panelMachine, type Panel } from './panel.ts';
import { keepSeed, keptSeed } from './panel.store.ts';
import { PanelTable } from './panel.table.ts';
import { changedPanel } from './panels.service.ts';

const sha256: Sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** The list of a roadshow, and the draw of its order. Whatever changes the list shares the panel's lock; these take it alone. */
@Injectable()
export class DrawsService {
  constructor(@Inject(PersonalData) private readonly sealed: PersonalData) {}

  /** With the hash of a seed that the clerk keeps, or of one that the park makes now. */
  async commitSeed(command: Command, id: string, seedHash: string | undefined): Promise<Panel> {
    const seed = randomBytes(32).toString('hex');
    const panel = await changedPanel(command, id, async (row, gathering) =>
      commitSeed(row, seedHash ?? hashOfSeed(seed, sha256), gathering, dateAt(command.now)),
    );
    if (seedHash === undefined) await keepSeed(command.tx, id, this.sealed.seal(seed));
    return panel;
  }

  async closeList(command: Command, id: string): Promise<Panel> {
    return await changedPanel(command, id, async (panel, gathering) => {
      const undecided = await pitchesOf(command.tx, id, ['submitted']);
      const listed = await pitchesOf(command.tx, id, ['shortlisted']);
      return closeList(
        panel,
        listed.map((pitch) => pitch.id),
        undecided.length,
        gathering,
        command.now,
      );
    });
  }

  /** Orders the whole list; those that were withdrawn since get no place. Throws `invalid required`, `invalid seed_mismatch`. */
  async draw(command: Command, id: string, given: string | undefined): Promise<Panel> {
    const { tx, now } = command;
    return await changedPanel(command, id, async (panel, gathering) => {
      move(panelMachine, panel.state, 'draw');
      const seed = await this.seedOf(tx, panel, given);
      requireSeed(seed, panel.seed_hash!, sha256);
      const order = drawOrder(panel.listed_ids, seed, sha256);
      await this.scheduleAll(command, id, order, gathering);
      return draw(panel, seed, order, gathering, now);
    });
  }

  /** Throws `not-found gathering_not_found`, `not-found draw_not_found`. */
  async publicDraw(tx: EntityManager, code: string): Promise<DrawAnswer> {
    const gathering = await tx.findOneBy(GatheringTable, { code, visibility: 'public' });
    if (!gathering || gathering.announced_at === null)
      throw new Refusal('not-found', 'gathering_not_found', 'There is no such gathering in the public programme.');
    const panel = await tx.findOneBy(PanelTable, { gathering_id: gathering.id });
    if (!panel || panel.seed_hash === null) throw new Refusal('not-found', 'draw_not_found', 'No draw was announced for this gathering.');
    const { seed_hash, list_closed_at, drawn_at, seed, draw_order, listed_ids } = panel;
    const rows: { id: string; code: string; project: string; state: string; position: number | null }[] = await tx.query(
      `select p.id, p.code, j.name as project, p.state, p.position from pitch p join project j on j.id = p.project_id
       where p.id = any ($1) order by p.id`,
      [listed_ids],
    );
    return {
      gathering: gathering.code,
      seed_hash,
      closed_at: list_closed_at?.toISOString() ?? null,
      drawn_at: drawn_at?.toISOString() ?? null,
      pitches: rows.map(({ state, ...pitch }) => ({ ...pitch, is_withdrawn: state === 'withdrawn' || state === 'absent' })),
      seed,
      order: seed === null ? null : draw_order,
    };
  }

  private async seedOf(tx: EntityManager, { id }: Panel, given: string | undefined): Promise<string> {
    const kept = await keptSeed(tx, id);
    if (kept !== null) return given ?? this.sealed.open(kept);
    if (given === undefined) throw invalid('/seed', 'required', 'seed is required: the park does not keep it.');
    return given;
  }

  private async scheduleAll(command: Command, panelId: string, order: readonly string[], gathering: Gathering): Promise<void> {
    const { tx, now } = command;
    const projects = await sharedProjectsOfPanel(tx, panelId);
    const listed = await pitchesOf(tx, panelId, ['shortlisted'], 'pessimistic_write');
    const byId = new Map(listed.map((pitch) => [pitch.id, pitch]));
    const inOrder = order.map((id) => byId.get(id)).filter((pitch): pitch is Pitch => pitch !== undefined);
    const decisions = inOrder.map((pitch, i) =>
      schedule(pitch, i + 1, { gathering, project: projects.get(pitch.project_id)! }, dateAt(now)),
    );
    await saveAll(command, PitchTable, decisions);
  }
}
