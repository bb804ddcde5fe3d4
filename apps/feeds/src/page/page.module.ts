import { fileURLToPath } from 'node:url';
import { SETTINGS, WebPage } from '@park/service-kit';
import type { FeedsSettings } from '../feeds.config.ts';
import { PageController } from './page.controller.ts';

const pageInWorkspace = fileURLToPath(new URL('../../../dashboard/dist', import.meta.url));

export const page = {
  controllers: [PageController],
  providers: [
    {
      provide: WebPage,
      inject: [SETTINGS],
      useFactory: ({ MEMBER_PAGE_DIR: dir = pageInWorkspace, OIDC_ISSUER: issuer }: FeedsSettings) =>
        new WebPage({ dir, entrance: '/member.html', issuer }),
    },
  ],
};
