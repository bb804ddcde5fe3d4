/** The candidates for a need as the matcher ranks them: each with its points, and a reason for each, also where it does not fit. */
import type { AllianceListItem, NeedMatch, NeedMatches } from '@park/contracts';
import { get, Refused } from '../api/park-api.client.ts';
import { useResource } from '../api/resource.store.ts';
import { Icon } from '../charts/icons.tsx';
import { grouped } from '../numbers/figure-text.ts';
import { EmptyNotice, ErrorNotice, Loading } from '../shell/notices.tsx';
import { StateMark } from '../shell/state-mark.tsx';
import { said, t } from '../texts/language.store.ts';

const shownAtFirst = 4;

export function Matches({ need, close }: { need: AllianceListItem; close: () => void }) {
  const { id, title, claimed } = need;
  const source = useResource<NeedMatches>(`${id} ${claimed}`, (signal) => get<NeedMatches>(`/alliance/needs/${id}/matches`, signal), {
    subject: id,
  });
  const { data, error, isLoading } = source.state.value;
  const name = t('matchesOf', { title });
  return (
    <section class="matches" aria-label={name} aria-busy={isLoading}>
      <header class="matches-head">
        <div>
          <h3 class="part-title">{name}</h3>
          <p class="soft">{data ? leadOf(data) : '\u00a0'}</p>
        </div>
        <button type="button" class="button button-small no-print" onClick={close}>
          <Icon name="close" />
          {t('close')}
        </button>
      </header>
      {data ? (
        <Candidates items={data.items} />
      ) : error !== null && !isLoading ? (
        <Failure error={error} retry={source.reload} />
      ) : (
        <Loading lines={5} />
      )}
    </section>
  );
}

function leadOf({ open, unit, candidates, fitting, is_complete }: NeedMatches): string {
  const of = { open: grouped(open, 0), unit, n: grouped(candidates, 0), fit: grouped(fitting, 0) };
  return t(is_complete ? 'matchesLead' : 'matchesLeadOfSome', of);
}

function Failure({ error, retry }: { error: unknown; retry: () => void }) {
  const code = error instanceof Refused ? error.problem.code : undefined;
  if (code === 'need_not_open') return <EmptyNotice text={t('needClosed')} />;
  if (code !== 'alliance_unreachable') return <ErrorNotice error={error} retry={retry} />;
  return (
    <div class="notice notice-stale" role="status">
      <p>{t('allianceAway')}</p>
      <button type="button" class="button button-small" onClick={retry}>
        {t('retry')}
      </button>
    </div>
  );
}

function Candidates({ items }: { items: readonly NeedMatch[] }) {
  if (items.length === 0) return <EmptyNotice text={t('noMatches')} />;
  const [first, rest] = [items.slice(0, shownAtFirst), items.slice(shownAtFirst)];
  return (
    <>
      <CandidateList items={first} />
      {rest.length > 0 && (
        <details class="as-table">
          <summary>{t('moreCandidates', { n: grouped(rest.length, 0) })}</summary>
          <CandidateList items={rest} />
        </details>
      )}
    </>
  );
}

function CandidateList({ items }: { items: readonly NeedMatch[] }) {
  return (
    <ol class="candidates">
      {items.map((item) => (
        <Candidate key={`${item.kind} ${item.id}`} of={item} />
      ))}
    </ol>
  );
}

function Candidate({ of: { kind, title, member_name, fits, points, reasons } }: { of: NeedMatch }) {
  return (
    <li class={fits ? 'candidate' : 'candidate candidate-unfit'}>
      <div class="candidate-head">
        <span class="candidate-name">
          <strong>{title ?? member_name}</strong>
          <span class="soft">
            {[t(kind === 'resource' ? 'matchResource' : 'matchMember'), ...(title === null ? [] : [member_name])].join(' · ')}
          </span>
        </span>
        <span class={fits ? 'state state-done' : 'state warn'}>
          <StateMark mark={fits ? 'done' : 'off'} />
          {t(fits ? 'matchFits' : 'matchUnfit')}
        </span>
        <span class="candidate-points">{t('matchPoints', { n: points })}</span>
      </div>
      <span class="candidate-track" aria-hidden="true">
        <span style={{ width: `${Math.min(100, points)}%` }} />
      </span>
      <ul class="reasons">
        {reasons.map((reason) => (
          <li key={reason.criterion} class={reason.fits ? undefined : 'warn'}>
            <Weight of={reason} />
            {said(reason.text)}
          </li>
        ))}
      </ul>
    </li>
  );
}

/** Eligibility gives no points: a candidate has it or does not fit. */
function Weight({ of: { criterion, fits, points } }: { of: NeedMatch['reasons'][number] }) {
  if (!fits || criterion === 'eligibility') return <StateMark mark={fits ? 'done' : 'off'} />;
  return <span class={points > 0 ? 'reason-points' : 'reason-points soft'}>{points > 0 ? `+${points}` : points}</span>;
}
