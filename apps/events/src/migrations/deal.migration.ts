import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDeal1764000000022 implements MigrationInterface {
  name = 'CreateDeal1764000000022';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence code_dl;
      create table deal (
        id uuid primary key,
        code text not null constraint deal_code unique,
        investor_id uuid not null references investor,
        project_id uuid not null references project,
        entity_id uuid,
        sector text not null,
        match_request_id uuid references match_request constraint deal_meeting unique,
        pitch_id uuid references pitch,
        met_on date,
        gathering_id uuid references gathering,
        season_id uuid references season,
        state text not null check (state in ('open', 'due_diligence', 'term_sheet', 'signed', 'funded', 'closed_lost')),
        opened_on date not null,
        stage_since date not null,
        amount_kcny integer check (amount_kcny > 0),
        round text check (round in ('seed', 'angel', 'pre_a', 'a', 'b', 'c', 'later', 'strategic')),
        funded_on date,
        evidence_sha256 text constraint deal_evidence unique check (length(evidence_sha256) = 64),
        evidence_file_name text,
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check ((match_request_id is null) = (met_on is null)),
        check (opened_on >= met_on),
        check (stage_since >= opened_on),
        check ((state = 'funded') = (amount_kcny is not null)),
        check ((amount_kcny is null) = (round is null) and (amount_kcny is null) = (funded_on is null)
               and (amount_kcny is null) = (evidence_sha256 is null))
      );
      create unique index deal_live on deal (investor_id, project_id) where state in ('open', 'due_diligence', 'term_sheet', 'signed');
      create index deal_pair on deal (investor_id, project_id, opened_on);
      create index deal_project on deal (project_id, opened_on, id);
      create index deal_of_investor on deal (investor_id, opened_on, id);
      create index deal_gathering on deal (gathering_id, opened_on, id);
      create index deal_season on deal (season_id, opened_on, id);
      create index deal_pitch on deal (pitch_id) where pitch_id is not null;
      create index deal_state on deal (state, opened_on, id);
      create index deal_opened on deal (opened_on, id);
      create index deal_funded on deal (funded_on, id) where funded_on is not null;
      create index deal_created on deal (created_at, id);
      create index deal_updated on deal (updated_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table deal; drop sequence code_dl');
  }
}
