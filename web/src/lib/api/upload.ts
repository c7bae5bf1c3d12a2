import { csrfToken, type Schemas } from "./client";
import { Problem } from "./problem";

export interface Upload {
  file: File;
  /** The same for every attempt, so that an upload whose answer was lost is not made twice. */
  key: string;
}

interface UploadWatch {
  onSent: (share: number) => void;
  signal: AbortSignal;
}

// crypto.randomUUID exists on secure origins only; a private installation may be plain HTTP.
export function newUpload(file: File): Upload {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const key = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { file, key };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

// XMLHttpRequest, because fetch cannot tell how much of a body has gone out.
export function sendUpload(
  { file, key }: Upload,
  watch: UploadWatch,
): Promise<Schemas["UploadAccepted"]> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/v1/upload-credit-report");
    request.setRequestHeader("X-Fairfile-Web", "1");
    request.setRequestHeader("Idempotency-Key", key);
    const token = csrfToken();
    if (token) request.setRequestHeader("X-CSRF-Token", token);

    request.upload.onprogress = (event) => {
      if (event.lengthComputable) watch.onSent(event.loaded / event.total);
    };
    request.onload = () => {
      const body = parsed(request.responseText);
      if (request.status === 202) resolve(body as Schemas["UploadAccepted"]);
      else reject(Problem.fromBody(request.status, body));
    };
    request.onerror = () => reject(Problem.unreachable());
    request.onabort = () => reject(Problem.local("web.stopped", ""));
    watch.signal.addEventListener("abort", () => request.abort());

    const form = new FormData();
    form.append("file", file);
    request.send(form);
  });
}
