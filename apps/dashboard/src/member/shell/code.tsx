/** A text of a program, with a button that copies it. */
import type { ComponentChildren } from 'preact';
import { CopyButton } from './copy-button.tsx';

export function Code({ text, of, head }: { text: string; of: string; head?: ComponentChildren }) {
  return (
    <figure class="code">
      <figcaption class="code-head">
        <span>{head ?? of}</span>
        <CopyButton text={text} of={of} />
      </figcaption>
      <pre tabIndex={0} role="group" aria-label={of}>
        <code>{text}</code>
      </pre>
    </figure>
  );
}
