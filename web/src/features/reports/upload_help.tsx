import { text } from "../../lib/text/text";

const words = text.reports.upload;

export function UploadHelp() {
  return (
    <aside class="upload__help">
      <h2>{words.which_title}</h2>
      <ul>
        {words.which.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <h2>{words.free_title}</h2>
      <ol>
        {words.free.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      <p>{words.free_phone}</p>
    </aside>
  );
}
