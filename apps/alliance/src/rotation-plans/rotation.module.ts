/** The parts of the rotation 轮值 for the module of the service: plans and terms. */
import { CreateRotationPlan1766000000010 } from '../migrations/rotation-plan.migration.ts';
import { CreateRotationTerm1766000000011 } from '../migrations/rotation-term.migration.ts';
import { WithdrawRotationPlan1766000000041 } from '../migrations/rotation-withdrawal.migration.ts';
import { RotationChairController } from '../rotation-terms/rotation-chair.controller.ts';
import { RotationChairService } from '../rotation-terms/rotation-chair.service.ts';
import { RotationTermTable } from '../rotation-terms/rotation-term.table.ts';
import { RotationTermsController } from '../rotation-terms/rotation-terms.controller.ts';
import { RotationTermsJobs } from '../rotation-terms/rotation-terms.jobs.ts';
import { RotationTermsService } from '../rotation-terms/rotation-terms.service.ts';
import { RotationPlanTable } from './rotation-plan.table.ts';
import { RotationPlansController } from './rotation-plans.controller.ts';
import { RotationPlansImportService } from './rotation-plans-import.service.ts';
import { RotationPlansJobs } from './rotation-plans.jobs.ts';
import { RotationPlansService } from './rotation-plans.service.ts';

export const rotation = {
  controllers: [RotationPlansController, RotationTermsController, RotationChairController],
  // The jobs of terms come before those of plans: a plan is completed after its last term.
  providers: [
    RotationChairService,
    RotationTermsService,
    RotationTermsJobs,
    RotationPlansService,
    RotationPlansImportService,
    RotationPlansJobs,
  ],
  tables: [RotationPlanTable, RotationTermTable],
  migrations: [CreateRotationPlan1766000000010, CreateRotationTerm1766000000011, WithdrawRotationPlan1766000000041],
  rules: {
    rotation_plan_code: { code: 'code_taken', detail: 'A plan of a rotation with this code exists already.' },
    rotation_plan_days: { code: 'rotation_plan_overlaps', detail: 'Another approved plan has some of the days.' },
    rotation_term_code: { code: 'code_taken', detail: 'A term with this code exists already.' },
    rotation_term_days: { code: 'chair_taken', detail: 'Another member is in the chair on some of the days.' },
    rotation_term_active: { code: 'concurrent_change', detail: 'Another term began at the same moment.' },
    rotation_term_member: { code: 'member_in_cycle', detail: 'The member is in the chair once in this cycle already.' },
  },
};
