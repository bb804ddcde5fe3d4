import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateScoreSheet1764000000014 implements MigrationInterface {
  name = 'CreateScoreSheet1764000000014';

  async up(db: QueryRunner): Promise<void> {
    // The foreign key to the version of the rule freezes the rule with the first sheet that is submitted.
    await db.query(`
      create sequence code_ss;
      create table score_sheet (
        id uuid primary key,
        code text not null constraint score_sheet_code unique,
        panel_id uuid not null references panel,
        pitch_id uuid not null references pitch,
        expert_id uuid not null references expert,
        state text not null check (state in ('assigned', 'accepted', 'draft', 'submitted', 'reopened', 'declined', 'conflict', 'void')),
        scores jsonb not null,
        total numeric(14, 4),
        source text check (source in ('judge', 'paper', 'import')),
        rule_version integer,
        conflict_kind text check (conflict_kind in ('same_person', 'same_employer', 'invested', 'mentored', 'personal')),
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint score_sheet_once unique (pitch_id, expert_id),
        constraint score_sheet_rule foreign key (panel_id, rule_version) references panel (id, rule_version),
        constraint score_sheet_conflict_never_counts check (conflict_kind is null or state in ('conflict', 'void')),
        check (state <> 'conflict' or conflict_kind is not null),
        check (state <> 'submitted' or (total is not null and source is not null and rule_version is not null))
      );
      create index score_sheet_panel on score_sheet (panel_id, code, id);
      create index score_sheet_expert on score_sheet (expert_id, code, id);
      create index score_sheet_submitted on score_sheet (panel_id) where rule_version is not null;
      create index score_sheet_created on score_sheet (created_at, id);
      create index score_sheet_updated on score_sheet (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table score_sheet; drop sequence code_ss');
  }
}
