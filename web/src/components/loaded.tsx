import type { QueryObserverResult } from "@tanstack/query-core";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Problem } from "../lib/api/problem";
import { text } from "../lib/text/text";
import { ProblemNotice } from "./notice";

const skeletonDelayMs = 300;

// Grey lines in the place of what is coming; a quick answer never shows them.
export function Skeleton({ lines = 3 }: { lines?: number }) {
  const [shown, show] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => show(true), skeletonDelayMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class={shown ? "skeleton" : "skeleton skeleton--waiting"} role="status">
      <span class="visually-hidden">{text.general.loading}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} class="skeleton__line" />
      ))}
    </div>
  );
}

interface LoadedProps<T> {
  query: QueryObserverResult<T, Error>;
  lines?: number;
  children: (data: T) => ComponentChildren;
}

// What a query brought; stale data stays on the page while a problem is shown above it.
export function Loaded<T>({ query, lines, children }: LoadedProps<T>) {
  const problem = query.error ? Problem.from(query.error) : undefined;
  if (query.data === undefined && !problem) {
    return <Skeleton {...(lines === undefined ? {} : { lines })} />;
  }
  return (
    <>
      <ProblemNotice problem={problem} onRetry={() => void query.refetch()} />
      {query.data !== undefined && children(query.data)}
    </>
  );
}
