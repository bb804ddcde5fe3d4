/** The demand of the employers of a fair, by industry: a bar for the people wanted, in a table that says the same in numbers. */
import type { FairAnswer } from '@park/contracts';
import type { Source } from '../api/resource.store.ts';
import { grouped } from '../numbers/figure-text.ts';
import { Panel } from '../shell/panel.tsx';
import { said, t } from '../texts/language.store.ts';

export function IndustriesPanel({ source }: { source: Source<FairAnswer> }) {
  return (
    <Panel
      class="industries"
      title={t('demand')}
      lead={t('demandLead')}
      source={source}
      lines={6}
      empty={({ industries }) => (industries.length === 0 ? t('noDemand') : null)}
    >
      {({ industries }) => {
        const most = Math.max(1, ...industries.map(({ headcount }) => headcount));
        return (
          <div class="scroll" tabIndex={0} role="group" aria-label={t('demand')}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('industry')}</th>
                  <th scope="col" class="right">
                    {t('headcount')}
                  </th>
                  <th scope="col" class="right">
                    {t('postings')}
                  </th>
                  <th scope="col" class="right">
                    {t('employers')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {industries.map(({ industry, name, employers, postings, headcount }) => (
                  <tr key={industry}>
                    <th scope="row" class="demand">
                      <span class="demand-bar" style={{ width: `${(headcount / most) * 100}%` }} aria-hidden="true" />
                      <span class="demand-name">{said(name)}</span>
                    </th>
                    <td class="right">{grouped(headcount, 0)}</td>
                    <td class="right">{grouped(postings, 0)}</td>
                    <td class="right">{grouped(employers, 0)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        );
      }}
    </Panel>
  );
}
