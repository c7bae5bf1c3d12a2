import { Dialog } from "../../components/dialog";
import { Loaded } from "../../components/loaded";
import { Notice } from "../../components/notice";
import { PageViewer, type Place } from "../../components/page_viewer";
import type { Schemas } from "../../lib/api/client";
import { useQuery } from "../../lib/query";
import { text } from "../../lib/text/text";
import { tradelineQuery } from "./account_queries";
import { type FieldName, fieldLabel, type Tradeline } from "./tradeline_values";

const words = text.tradelines.evidence;

type Evidence = Schemas["Evidence"];

/** The value whose place is asked for. */
export interface Asked {
  tradeline: Tradeline;
  field: FieldName;
  bureau: string;
  creditor: string;
  value: string;
}

function placeOf(report: string, evidence: Evidence): Place | undefined {
  const { page, box, page_width: pageWidth, page_height: pageHeight } = evidence;
  if (!page || !box || !pageWidth || !pageHeight) return undefined;
  return { report, page, box, pageWidth, pageHeight, printed: evidence.text ?? "" };
}

// Where a value was read: the page with the place marked, and what stands there.
export function EvidenceDialog({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const detail = useQuery(tradelineQuery(asked.tradeline.id));
  return (
    <Dialog title={words.title(fieldLabel(asked.field), asked.bureau)} onClose={onClose}>
      <p class="soft">{asked.creditor}</p>
      <Loaded query={detail} lines={6}>
        {(tradeline) => <Shown asked={asked} evidence={tradeline.evidence[asked.field]} />}
      </Loaded>
    </Dialog>
  );
}

function Shown({ asked, evidence }: { asked: Asked; evidence: Evidence | undefined }) {
  if (!evidence) return <Notice tone="info">{words.no_place}</Notice>;
  const place = placeOf(asked.tradeline.report_id, evidence);
  return (
    <>
      <dl class="facts">
        <dt>{words.understood}</dt>
        <dd>{asked.value}</dd>
        {evidence.text && (
          <>
            <dt>{words.read_as}</dt>
            <dd>“{evidence.text}”</dd>
          </>
        )}
        <dt>{words.how}</dt>
        <dd>
          {words.methods[evidence.method]}, {words.sure(Math.floor(evidence.confidence * 100))}
        </dd>
        {evidence.page && (
          <>
            <dt>{words.where}</dt>
            <dd>{words.page(evidence.page)}</dd>
          </>
        )}
      </dl>
      {place ? <PageViewer place={place} /> : <Notice tone="info">{words.no_place}</Notice>}
    </>
  );
}
