import { MembersController } from './members.controller.ts';

export const member = { controllers: [MembersController] };
