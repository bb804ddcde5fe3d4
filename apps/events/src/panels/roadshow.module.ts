/** The parts of the roadshow 路演 for the module of the service: projects, experts, panels, pitches and score sheets. */
import { ExpertTable } from '../experts/expert.table.ts';
import { ExpertsController } from '../experts/experts.controller.ts';
import { ExpertsJobs } from '../experts/experts.jobs.ts';
import { ExpertsService } from '../experts/experts.service.ts';
import { CreateExpert1764000000011 } from '../migrations/expert.migration.ts';
import { CreatePanel1764000000012 } from '../migrations/panel.migration.ts';
import { CreatePitch1764000000013 } from '../migrations/pitch.migration.ts';
import { CreateProject1764000000010 } from '../migrations/project.migration.ts';
import { CreateScoreSheet1764000000014 } from '../migrations/score-sheet.migration.ts';
import { PitchTable } from '../pitches/pitch.table.ts';
import { PitchesController } from '../pitches/pitches.controller.ts';
import { PitchesImportService } from '../pitches/pitches-import.service.ts';
import { PitchesJobs } from '../pitches/pitches.jobs.ts';
import { PitchesService } from '../pitches/pitches.service.ts';
import { ProjectTable } from '../projects/project.table.ts';
import { ProjectsController } from '../projects/projects.controller.ts';
import { ProjectsJobs } from '../projects/projects.jobs.ts';
import { ProjectsService } from '../projects/projects.service.ts';
import { ConflictsService } from '../score-sheets/conflicts.service.ts';
import { ScoreSheetTable } from '../score-sheets/score-sheet.table.ts';
import { ScoreSheetsController } from '../score-sheets/score-sheets.controller.ts';
import { ScoreSheetsImportService } from '../score-sheets/score-sheets-import.service.ts';
import { ScoreSheetsJobs } from '../score-sheets/score-sheets.jobs.ts';
import { ScoreSheetsService } from '../score-sheets/score-sheets.service.ts';
import { DrawController } from './draw.controller.ts';
import { DrawsService } from './draws.service.ts';
import { PanelTable } from './panel.table.ts';
import { PanelsController } from './panels.controller.ts';
import { PanelsService } from './panels.service.ts';
import { RankingsService } from './rankings.service.ts';

export const roadshow = {
  controllers: [ProjectsController, ExpertsController, PanelsController, PitchesController, ScoreSheetsController, DrawController],
  providers: [
    ConflictsService,
    ProjectsService,
    ProjectsJobs,
    ExpertsService,
    ExpertsJobs,
    PanelsService,
    DrawsService,
    RankingsService,
    PitchesService,
    PitchesImportService,
    PitchesJobs,
    ScoreSheetsService,
    ScoreSheetsImportService,
    ScoreSheetsJobs,
  ],
  tables: [ProjectTable, ExpertTable, PanelTable, PitchTable, ScoreSheetTable],
  migrations: [
    CreateProject1764000000010,
    CreateExpert1764000000011,
    CreatePanel1764000000012,
    CreatePitch1764000000013,
    CreateScoreSheet1764000000014,
  ],
  rules: {
    project_code: { code: 'code_taken', detail: 'A project with this code exists already.' },
    expert_code: { code: 'code_taken', detail: 'An expert with this code exists already.' },
    expert_person: { code: 'already_appointed', detail: 'The person is an expert of the committee already.' },
    expert_subject: { code: 'subject_taken', detail: 'Another expert has this subject.' },
    expert_tie_once: { code: 'concurrent_change', detail: 'Another request declares this tie at the same moment.' },
    panel_gathering: { code: 'panel_exists', detail: 'The gathering has a panel already.' },
    pitch_code: { code: 'code_taken', detail: 'A pitch with this code exists already.' },
    pitch_live: { code: 'pitch_exists', detail: 'The project has a live pitch for this roadshow already.' },
    pitch_position: { code: 'position_taken', detail: 'Another pitch of this roadshow has this place in the order.' },
    score_sheet_once: { code: 'already_assigned', detail: 'The expert has a score sheet for this pitch already.' },
  },
};
