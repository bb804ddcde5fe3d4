/** Programs to paste for each door, with the addresses of this park filled in. */
import type { ComponentChildren } from 'preact';
import { address, go } from '../../address/address.store.ts';
import { searchWith } from '../../address/search.ts';
import { Icon } from '../../charts/icons.tsx';
import { useTitle } from '../../shell/title.store.ts';
import { tokenEndpoint } from '../../sign-in/session.store.ts';
import { t } from '../../texts/language.store.ts';
import type { DoorKind } from '../api.ts';
import { doorIcons, doorNames, doorNotes } from '../doors/door-states.ts';
import { Code } from '../shell/code.tsx';
import { Tabs } from '../shell/tabs.tsx';
import { installOf, runOf, snippetLanguages, snippetOf, tokenSnippet, type SnippetLanguage } from '../snippets.ts';

const doors = ['pull', 'sse', 'webhook'] as const satisfies DoorKind[];
/** Names of the languages themselves. */
const languageNames: Record<SnippetLanguage, string> = { curl: 'curl', typescript: 'TypeScript', python: 'Python' };

export function ConnectPage() {
  useTitle(t('feedConnect'));
  const asked = new URLSearchParams(address.value.search);
  const door = doors.find((one) => one === asked.get('door')) ?? 'pull';
  const language = snippetLanguages.find((one) => one === asked.get('in')) ?? 'curl';
  const ask = (changes: Record<string, string | null>): void =>
    go(address.value.path + searchWith(address.value.search, changes), { replace: true });
  const addresses = { feeds: location.origin, tokenEndpoint: tokenEndpoint.value };
  const { file, command } = runOf(door, language);
  const install = installOf(door, language);
  return (
    <main class="page connect-page" id="main">
      <header class="page-head">
        <div>
          <h1 class="page-title" tabIndex={-1}>
            {t('feedConnect')}
          </h1>
          <p class="soft">{t('feedConnectLead')}</p>
        </div>
      </header>
      <ul class="door-cards">
        {doors.map((one) => (
          <li key={one}>
            <button
              type="button"
              class="panel door-card"
              aria-pressed={one === door}
              onClick={() => ask({ door: one === 'pull' ? null : one })}
            >
              <Icon name={doorIcons[one]} />
              <strong>{t(doorNames[one])}</strong>
              <span class="soft">{t(doorNotes[one])}</span>
            </button>
          </li>
        ))}
      </ul>
      <section class="panel" aria-label={t(doorNames[door])}>
        <ol class="steps">
          {door === 'webhook' ? (
            <Step title={t('feedStepSecret')} lead={t('feedStepSecretLead')}>
              <Code text="export SECRET=whsec_" of={t('feedSecret')} />
            </Step>
          ) : (
            <Step title={t('feedStepToken')} lead={t('feedStepTokenLead')}>
              <Code text={tokenSnippet(addresses)} of={t('feedToken')} />
            </Step>
          )}
          <Step
            title={t('feedStepProgram', { file })}
            lead={
              <Tabs
                label={t('feedLanguages')}
                panel="snippet"
                tabs={snippetLanguages.map((one) => [one, languageNames[one]] as const)}
                shown={language}
                choose={(next) => ask({ in: next === 'curl' ? null : next })}
              />
            }
          >
            <div role="tabpanel" id="snippet" aria-labelledby={`snippet-${language}`}>
              <Code
                text={snippetOf(door, language, addresses)}
                of={`${t(doorNames[door])} · ${languageNames[language]}`}
                head={<code>{file}</code>}
              />
            </div>
          </Step>
          <Step title={t('feedStepRun')} lead={t(door === 'webhook' ? 'feedStepRunWebhook' : 'feedStepRunLead')}>
            <Code text={[install, command].filter(Boolean).join('\n')} of={t('feedCommand')} />
          </Step>
        </ol>
      </section>
    </main>
  );
}

interface StepProps {
  title: string;
  lead: ComponentChildren;
  children: ComponentChildren;
}

function Step({ title, lead, children }: StepProps) {
  return (
    <li class="step">
      <h2>{title}</h2>
      <div class="soft step-lead">{lead}</div>
      {children}
    </li>
  );
}
