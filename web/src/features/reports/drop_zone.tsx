import { useRef, useState } from "preact/hooks";
import { Button } from "../../components/button";
import { Icon } from "../../components/icon";
import { text } from "../../lib/text/text";

const words = text.reports.upload;
const accepted = "application/pdf,image/*,.html,.htm,.xml,.json,.txt,.dat";

// A place to drop a file, and a button for everyone who does not drag.
export function DropZone({ onFiles }: { onFiles: (files: FileList) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);

  const drag = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer?.files.length) onFiles(event.dataTransfer.files);
  };
  const chosen = () => {
    if (input.current?.files?.length) onFiles(input.current.files);
    if (input.current) input.current.value = "";
  };

  return (
    <div
      class={over ? "drop drop--over" : "drop"}
      onDragEnter={drag}
      onDragOver={drag}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon name="upload" />
      <p class="drop__title">{over ? words.release : words.drop}</p>
      <p class="soft">{words.drop_or}</p>
      <Button kind="primary" onClick={() => input.current?.click()}>
        {words.choose}
      </Button>
      <input ref={input} type="file" accept={accepted} hidden onChange={chosen} />
      <p class="soft small">{words.photograph}</p>
    </div>
  );
}
