/** The feed of this caller is closed: its membership is not active, or it is no member. */
import type { Refused } from '../../api/park-api.client.ts';
import { Icon } from '../../charts/icons.tsx';
import { signOut } from '../../sign-in/session.store.ts';
import { t } from '../../texts/language.store.ts';
import { wordFor } from './problem-words.ts';

export function ClosedNotice({ refusal }: { refusal: Refused }) {
  const isMember = isOfMember(refusal);
  const word = wordFor(refusal);
  return (
    <div class="closed-frame">
      <div class="notice notice-error closed" role="alert">
        <Icon name="warn" />
        <p>
          <strong>{t(isMember ? 'feedClosed' : 'feedMembersOnly')}</strong>
          <span class="notice-detail">{word ? t(word) : refusal.message}</span>
        </p>
        {!isMember && (
          <button type="button" class="button" onClick={signOut}>
            {t('feedSignInAsMember')}
          </button>
        )}
      </div>
    </div>
  );
}

/** In place of a page that has nothing to show then. */
export function ClosedPage({ refusal }: { refusal: Refused }) {
  const isMember = isOfMember(refusal);
  return (
    <main class="page" id="main">
      <section class="nowhere">
        <Icon name="doors" />
        <h1 class="page-title" tabIndex={-1}>
          {t(isMember ? 'feedClosed' : 'feedMembersOnly')}
        </h1>
        {isMember && (
          <>
            <p class="soft">{t('feedClosedLeft')}</p>
            <a class="button" href="/filters">
              {t('feedSubscriptions')}
            </a>
          </>
        )}
      </section>
    </main>
  );
}

function isOfMember({ problem }: Refused): boolean {
  return problem.code === 'membership_not_active';
}
