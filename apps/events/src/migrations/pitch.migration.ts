import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePitch1764000000013 implements MigrationInterface {
  name = 'CreatePitch1764000000013';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_pt;
      create table pitch (
        id uuid primary key,
        code text not null constraint pitch_code unique,
        panel_id uuid not null references panel,
        gathering_id uuid not null references gathering,
        project_id uuid not null references project,
        stage text not null,
        sector text not null,
        applicant_kind text not null,
        amount_sought_kcny integer not null,
        state text not null check (state in ('draft', 'submitted', 'screened_out', 'shortlisted', 'scheduled', 'presented', 'scored',
                                             'advised', 'withdrawn', 'absent')),
        submitted_on date,
        presented_on date,
        screening_reason text,
        vetoed_by uuid references expert,
        earlier_round_score numeric(12, 4),
        position integer check (position > 0),
        score numeric(12, 4),
        rank integer check (rank > 0),
        n_judges integer,
        n_conflicts integer,
        advice_startup_plan text,
        advice_technical_feasibility text,
        advice_enterprise_development text,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check (state not in ('presented', 'scored', 'advised') or presented_on is not null),
        check (state not in ('scored', 'advised') or (score is not null and rank is not null)),
        check (vetoed_by is null or screening_reason is not null)
      );
      create unique index pitch_live on pitch (project_id, panel_id) where state not in ('screened_out', 'withdrawn', 'absent');
      create unique index pitch_position on pitch (panel_id, position) where position is not null;
      create index pitch_panel on pitch (panel_id, code, id);
      create index pitch_gathering on pitch (gathering_id, code, id);
      create index pitch_project on pitch (project_id, code, id);
      create index pitch_sector on pitch (sector, code, id);
      create index pitch_presented on pitch (presented_on, id);
      create index pitch_submitted on pitch (submitted_on, id);
      create index pitch_created on pitch (created_at, id);
      create index pitch_updated on pitch (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table pitch; drop sequence code_pt');
  }
}
