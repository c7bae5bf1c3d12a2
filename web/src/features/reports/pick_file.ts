import { Problem } from "../../lib/api/problem";
import { text } from "../../lib/text/text";

const words = text.reports.upload;

// The server's limit, told before anything is sent.
const uploadBytesMax = 10_485_760;

export function pickFile(files: FileList | readonly File[]): File | Problem {
  const file = files[0];
  if (!file || files.length > 1) {
    return Problem.local("web.several_files", words.several, words.several_hint);
  }
  if (file.size === 0) return Problem.local("web.empty_file", words.empty, words.empty_hint);
  if (file.size > uploadBytesMax) {
    return Problem.local("web.too_large", words.too_large, words.too_large_hint);
  }
  return file;
}
