/** Sends one entry again, at once, and reads the endpoint anew. */
import { post } from '../../api/park-api.client.ts';
import { Icon } from '../../charts/icons.tsx';
import { t } from '../../texts/language.store.ts';
import type { Attempt } from '../api.ts';
import { Problem, useCommand } from '../shell/form.tsx';

interface ResendProps {
  endpointId: string;
  position: number;
  reload: () => void;
}

export function Resend({ endpointId, position, reload }: ResendProps) {
  const { isBusy, error, run } = useCommand();
  const resend = async (): Promise<void> => {
    await post<Attempt>(`/endpoints/${endpointId}/resend`, { position });
    reload();
  };
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
