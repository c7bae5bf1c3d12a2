import { useEffect, useState } from "preact/hooks";
import { Button } from "../components/button";
import { text } from "../lib/text/text";
import { commitNow, onPendingChange, pendingDeletion, undo } from "../lib/undo";

export function UndoBar() {
  const [pending, setPending] = useState(pendingDeletion());
  useEffect(() => onPendingChange(() => setPending(pendingDeletion())), []);
  return (
    <div class="undo" role="status">
      {pending && (
        <div class="undo__bar">
          <p>{pending.message}</p>
          <Button onClick={undo}>{text.general.undo}</Button>
          <Button kind="quiet" aria-label={text.general.dismiss} onClick={commitNow}>
            {text.general.close}
          </Button>
        </div>
      )}
    </div>
  );
}
