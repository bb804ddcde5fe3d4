/** Tabs of which one is in the order of the tab key; arrow keys walk between them. */
import type { ComponentChildren } from 'preact';

interface Props<Name extends string> {
  label: string;
  /** Id of the panel, which is there once it has something to show; each tab is `<panel>-<name>`. */
  panel: string;
  tabs: readonly (readonly [name: Name, text: ComponentChildren])[];
  shown: Name;
  choose: (name: Name) => void;
}

export function Tabs<Name extends string>({ label, panel, tabs, shown, choose }: Props<Name>) {
  const walk = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = tabs.findIndex(([name]) => name === shown);
    const [next] = tabs[(at + step + tabs.length) % tabs.length]!;
    choose(next);
    document.getElementById(`${panel}-${next}`)?.focus();
  };
  return (
    <div class="segments tabs" role="tablist" aria-label={label} onKeyDown={walk}>
      {tabs.map(([name, text]) => (
        <button
          key={name}
          id={`${panel}-${name}`}
          type="button"
          role="tab"
          aria-selected={name === shown}
          tabIndex={name === shown ? 0 : -1}
          onClick={() => choose(name)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
