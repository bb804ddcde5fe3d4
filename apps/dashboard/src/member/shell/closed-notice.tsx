/** The feed of this caller is closed: its membership is not active, or it is no member. */
import type { Refused } from '../../api/park-api.client.ts';
import { Icon } from '../../charts/icons.tsx';
import { signOut } from '../../sign-in/session.store.ts';
import { t } from '../../texts/language.store.ts';
import { wordFor } from './problem-words.ts';

export function ClosedNotice({ refusal }: { refusal: Refused }) {
  const isMember = refusal.problem.code === 'membership_not_active';
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
