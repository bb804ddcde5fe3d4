import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCandidate1765000000021 implements MigrationInterface {
  name = 'CreateCandidate1765000000021';

  async up(db: QueryRunner): Promise<void> {
    // No foreign key to the register: it forgets a person before the reference here is taken away.
    await db.query(`
      create sequence code_cd;
      create table candidate (
        id uuid primary key,
        code text not null constraint candidate_code unique,
        person_id uuid constraint candidate_person unique,
        name_masked text not null,
        education text not null check (education in ('none', 'secondary', 'vocational', 'junior_college', 'bachelor', 'master', 'doctor')),
        graduation_year smallint,
        resume_version integer not null check (resume_version >= 0),
        state text not null check (state in ('active', 'anonymised')),
        version integer not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check ((state = 'anonymised') = (person_id is null)),
        check (state = 'active' or name_masked = '')
      );
      create index candidate_state on candidate (state, code, id);
      create index candidate_education on candidate (education, code, id);
      create index candidate_graduation on candidate (graduation_year, code, id);
      create index candidate_created on candidate (created_at, id);
      create index candidate_updated on candidate (updated_at, id);

      create table candidate_resume (
        candidate_id uuid not null references candidate,
        version integer not null check (version > 0),
        sha256 text not null,
        text_sealed text not null,
        added_at timestamptz not null,
        primary key (candidate_id, version)
      );

      create table candidate_use (
        candidate_id uuid primary key references candidate,
        keep_until date not null
      );
      create index candidate_use_until on candidate_use (keep_until, candidate_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table candidate_use, candidate_resume, candidate; drop sequence code_cd');
  }
}
