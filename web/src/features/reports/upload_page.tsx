import { useLocation } from "preact-iso";
import { useRef, useState } from "preact/hooks";
import { Button } from "../../components/button";
import { Notice, ProblemNotice } from "../../components/notice";
import { Page } from "../../components/page";
import { ProgressBar } from "../../components/progress_bar";
import { Problem } from "../../lib/api/problem";
import { quotaQuery } from "../../lib/api/queries";
import { newUpload, sendUpload, type Upload } from "../../lib/api/upload";
import { date } from "../../lib/format";
import { useQuery } from "../../lib/query";
import { text } from "../../lib/text/text";
import { DropZone } from "./drop_zone";
import { pickFile } from "./pick_file";
import { reportsChanged } from "./report_queries";
import { UploadHelp } from "./upload_help";
import "./upload.css";

const words = text.reports.upload;

interface Sending {
  name: string;
  share: number;
  stop: AbortController;
}

export function UploadPage() {
  const { route } = useLocation();
  const [sending, setSending] = useState<Sending>();
  const [problem, setProblem] = useState<Problem>();
  const last = useRef<Upload>();

  async function send(upload: Upload): Promise<void> {
    last.current = upload;
    const stop = new AbortController();
    const show = (share: number) => setSending({ name: upload.file.name, share, stop });
    show(0);
    try {
      const { id } = await sendUpload(upload, { onSent: show, signal: stop.signal });
      void reportsChanged();
      route(`/reports/${id}`);
    } catch (error) {
      setSending(undefined);
      if (!stop.signal.aborted) setProblem(Problem.from(error));
      void reportsChanged();
    }
  }
  function take(files: FileList) {
    const picked = pickFile(files);
    last.current = undefined;
    setProblem(picked instanceof Problem ? picked : undefined);
    if (!(picked instanceof Problem)) void send(newUpload(picked));
  }
  function again() {
    setProblem(undefined);
    if (last.current) void send(last.current);
  }

  return (
    <Page title={words.title}>
      <div class="upload">
        <div class="upload__main">
          <p class="lead">{words.intro}</p>
          <ProblemNotice
            problem={problem}
            {...(last.current && problem?.status === 0 ? { onRetry: again } : {})}
          />
          {sending ? <SendingSheet sending={sending} /> : <Dropping onFiles={take} />}
        </div>
        <UploadHelp />
      </div>
    </Page>
  );
}

function SendingSheet({ sending }: { sending: Sending }) {
  const percent = Math.round(sending.share * 100);
  return (
    <div class="sheet drop" role="status">
      <p class="drop__title">{words.sending(sending.name)}</p>
      <ProgressBar label={words.sending(sending.name)} share={sending.share} />
      <p class="soft">{words.sent_share(percent)}</p>
      <Button onClick={() => sending.stop.abort()}>{words.stop}</Button>
    </div>
  );
}

// The drop zone, unless the month's reports are used up.
function Dropping({ onFiles }: { onFiles: (files: FileList) => void }) {
  const { data: quota } = useQuery(quotaQuery);
  if (quota?.reports.left === 0) {
    return (
      <Notice tone="warn" title={words.limit_title}>
        <p>{words.limit(date(quota.resets_at))}</p>
      </Notice>
    );
  }
  return (
    <>
      <DropZone onFiles={onFiles} />
      {quota?.reports.left != null && <p class="soft">{words.left(quota.reports.left)}</p>}
    </>
  );
}
