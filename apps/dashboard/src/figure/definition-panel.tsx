/** The definition of the figure in both languages, its formula and the events that it is made from. */
import type { KpiDefinition } from '@park/contracts';
import { Fragment } from 'preact';
import { language, said, t } from '../texts/language.store.ts';

const additivities = { additive: 'additive', 'semi-additive': 'semiAdditive', ratio: 'ratioKind', none: 'notAdditive' } as const;

export function DefinitionPanel({
  definition: { name, definition, formula, additivity, version, sourceEvents },
}: {
  definition: KpiDefinition;
}) {
  const other = language.value === 'zh' ? 'en' : 'zh';
  return (
    <aside class="panel definition" aria-labelledby="definition-title">
      <h2 id="definition-title">{t('definition')}</h2>
      <p>{said(definition)}</p>
      <p class="definition-other" lang={other}>
        <strong>{name[other]}</strong> {definition[other]}
      </p>
      <dl>
        <dt>{t('formula')}</dt>
        <dd>
          <code>{formula}</code>
        </dd>
        <dt>{t('kind')}</dt>
        <dd>{t(additivities[additivity])}</dd>
        <dt>{t('version')}</dt>
        <dd>{version}</dd>
        {sourceEvents.length > 0 && (
          <>
            <dt>{t('sourceEvents')}</dt>
            <dd>
              <ul class="event-types">
                {sourceEvents.map((type) => (
                  <li key={type}>
                    <code>{breakable(type)}</code>
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
      </dl>
    </aside>
  );
}

/** May go on in the next line after each of its parts, and nowhere else. */
function breakable(type: string) {
  return type.split(/(?<=\.)/).map((part) => (
    <Fragment key={part}>
      {part}
      <wbr />
    </Fragment>
  ));
}
