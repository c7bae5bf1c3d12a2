import { useRef, useState } from "preact/hooks";
import { text } from "../lib/text/text";
import { Notice } from "./notice";
import "./page_viewer.css";

export interface Place {
  report: string;
  page: number;
  /** Left, top, right, bottom in PDF points from the top left corner. */
  box: readonly number[];
  pageWidth: number;
  pageHeight: number;
  printed: string;
}

const marginPoints = 3;

// A page of a report as a picture, with the place where a value was read marked and in view.
export function PageViewer({ place }: { place: Place }) {
  const frame = useRef<HTMLDivElement>(null);
  const mark = useRef<SVGRectElement>(null);
  const [state, setState] = useState<"loading" | "shown" | "gone">("loading");
  const [left = 0, top = 0, right = 0, bottom = 0] = place.box;
  const words = text.tradelines.evidence;

  function show() {
    setState("shown");
    const scroller = frame.current;
    const marked = mark.current?.getBoundingClientRect();
    if (!scroller || !marked) return;
    const seen = scroller.getBoundingClientRect();
    scroller.scrollTop += marked.top - seen.top - (seen.height - marked.height) / 2;
    scroller.scrollLeft += marked.left - seen.left - (seen.width - marked.width) / 2;
  }

  if (state === "gone") return <Notice tone="info">{words.no_page}</Notice>;
  return (
    <div class="viewer" ref={frame} tabIndex={0} role="region" aria-label={words.scroll}>
      {state === "loading" && <p class="viewer__wait">{words.loading}</p>}
      <div class="viewer__page">
        <img
          src={`/api/v1/credit-reports/${place.report}/pages/${place.page}.png`}
          width={Math.round(place.pageWidth)}
          height={Math.round(place.pageHeight)}
          alt={words.picture(place.page, place.printed)}
          onLoad={show}
          onError={() => setState("gone")}
        />
        <svg
          viewBox={`0 0 ${place.pageWidth} ${place.pageHeight}`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <rect
            ref={mark}
            class="viewer__mark"
            x={left - marginPoints}
            y={top - marginPoints}
            width={right - left + 2 * marginPoints}
            height={bottom - top + 2 * marginPoints}
            rx={2}
          />
        </svg>
      </div>
    </div>
  );
}
