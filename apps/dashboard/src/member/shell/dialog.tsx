/** A dialog that is open for as long as it is rendered. */
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

interface Props {
  title: string;
  close: () => void;
  /** The escape key does not close it: what it shows is shown once. */
  isKept?: boolean;
  children: ComponentChildren;
}

export function Dialog({ title, close, isKept = false, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class="dialog dialog-wide"
      aria-labelledby={id}
      onClose={close}
      onCancel={(event) => {
        if (isKept) event.preventDefault();
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}
