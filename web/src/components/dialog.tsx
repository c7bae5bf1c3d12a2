import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { text } from "../lib/text/text";
import { Button } from "./button";

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}

// The browser's own dialog: it keeps the focus inside, closes on Escape and gives the focus back.
export function Dialog({ title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  const closeFromBackdrop = (event: MouseEvent) => {
    if (event.target === dialog.current) dialog.current?.close();
  };

  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby="dialog-title"
      onClose={onClose}
      onClick={closeFromBackdrop}
    >
      <div class="dialog__sheet">
        <header class="dialog__head">
          <h2 id="dialog-title">{title}</h2>
          <Button kind="quiet" onClick={() => dialog.current?.close()}>
            {text.general.close}
          </Button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
