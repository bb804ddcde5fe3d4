/** Sends one entry again, at once. */
import { Icon } from '../../charts/icons.tsx';
import { t } from '../../texts/language.store.ts';
import { Problem, useCommand } from '../shell/form.tsx';

export function Resend({ resend }: { resend: () => Promise<void> }) {
  const { isBusy, error, run } = useCommand();
  return (
    <>
      <button type="button" class="button button-small" disabled={isBusy.value} onClick={() => void run(resend)}>
        <Icon name="again" />
        {isBusy.value ? t('underWay') : t('feedResend')}
      </button>
      {error.value !== null && <Problem error={error.value} />}
    </>
  );
}
