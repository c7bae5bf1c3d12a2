import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { text } from "../lib/text/text";

interface PageProps {
  title: string;
  /** What stands above the title in small letters. */
  kicker?: string;
  narrow?: boolean;
  actions?: ComponentChildren;
  children: ComponentChildren;
}

let firstPage = true;

// One screen: names the window and, after a change of screen, takes the focus to its heading, so
// that a screen reader says where one is.
export function Page({ title, kicker, narrow, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!firstPage) heading.current?.focus({ preventScroll: true });
    firstPage = false;
  }, []);
  useEffect(() => {
    document.title = text.general.title(title);
  }, [title]);

  return (
    <div class={narrow ? "page page--narrow" : "page"}>
      <header class="page__head">
        <div>
          {kicker && <p class="page__kicker">{kicker}</p>}
          <h1 tabIndex={-1} ref={heading}>
            {title}
          </h1>
        </div>
        {actions && <div class="page__actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

interface SectionProps {
  title: string;
  children: ComponentChildren;
}

export function Section({ title, children }: SectionProps) {
  const id = `section-${title.toLowerCase().replace(/[^a-z]+/g, "-")}`;
  return (
    <section class="section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
