import { dateAt } from '@park/kernel';
import { changeLocked, load, newIdentity, save, type Command } from '@park/service-kit';
import { Injectable } from '@nestjs/common';
import { sharedExpert } from '../experts/expert.store.ts';
import { sharedGathering } from '../gatherings/gathering.store.ts';
import type { Gathering } from '../gatherings/gathering.ts';
import type { Decision } from '@park/contracts';
import { addMember, changeRule, form, removeMember, type Panel } from './panel.ts';
import { hasSubmittedSheets, sheetsOfMember } from './panel.store.ts';
import { PanelTable } from './panel.table.ts';
import type { FormPanelDto, RuleDto } from './panels.dto.ts';
import { usualPanelMin, type ScoringRule } from './rule.ts';

@Injectable()
export class PanelsService {
  async form(command: Command, { gathering_id, ...rule }: FormPanelDto): Promise<Panel> {
    const gathering = await sharedGathering(command.tx, gathering_id);
    return await save(command, PanelTable, form(await newIdentity(command, 'PN'), gathering, ruleOf(rule)));
  }

  async changeRule(command: Command, id: string, rule: RuleDto): Promise<Panel> {
    return await changedPanel(command, id, async (panel, gathering) =>
      changeRule(panel, ruleOf(rule), await hasSubmittedSheets(command.tx, id), gathering, dateAt(command.now)),
    );
  }

  async addMember(command: Command, id: string, expertId: string): Promise<Panel> {
    return await changedPanel(command, id, async (panel, gathering) =>
      addMember(panel, await sharedExpert(command.tx, expertId), gathering, dateAt(command.now)),
    );
  }

  async removeMember(command: Command, id: string, expertId: string): Promise<Panel> {
    return await changedPanel(command, id, async (panel, gathering) =>
      removeMember(panel, expertId, await sheetsOfMember(command.tx, id, expertId), gathering, dateAt(command.now)),
    );
  }
}

/** With its gathering, which is locked first. */
export async function changedPanel(
  command: Command,
  id: string,
  decide: (panel: Panel, gathering: Gathering) => Promise<Decision<Panel>>,
): Promise<Panel> {
  const { gathering_id } = await load(command, PanelTable, id);
  const gathering = await sharedGathering(command.tx, gathering_id);
  return await changeLocked(command, PanelTable, id, (panel) => decide(panel, gathering));
}

function ruleOf({
  criteria,
  method,
  drop_high,
  drop_low,
  decimals = 2,
  ties = 'share',
  has_veto = false,
  panel_min,
}: RuleDto): ScoringRule {
  const usualDrop = method === 'trimmed_mean' ? 1 : 0;
  return {
    criteria: criteria.map(({ code, name, name_en, max_points, weight }) => ({ code, name, name_en, max_points, weight })),
    method,
    drop_high: drop_high ?? usualDrop,
    drop_low: drop_low ?? usualDrop,
    decimals,
    ties,
    has_veto,
    panel_min: panel_min ?? usualPanelMin[method],
  };
}
