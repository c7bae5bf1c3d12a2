import type { ComponentChildren } from "preact";
import { useLocation } from "preact-iso";
import { Notice } from "../components/notice";
import { Bell } from "../features/notifications/bell";
import type { Me } from "../lib/api/queries";
import { useOnline } from "../lib/online";
import { text } from "../lib/text/text";
import { UndoBar } from "./undo_bar";

const words = text.general;

interface ShellProps {
  me: Me | null;
  children: ComponentChildren;
}

export function Shell({ me, children }: ShellProps) {
  const online = useOnline();
  return (
    <>
      <a class="skip" href="#content">
        {words.skip}
      </a>
      <header class="masthead">
        <a class="masthead__name" href="/">
          {words.name}
        </a>
        <Navigation me={me} />
      </header>
      <main id="content" tabIndex={-1}>
        {!online && <Notice tone="warn">{words.offline}</Notice>}
        {children}
      </main>
      <UndoBar />
      <footer class="footer">
        <p>{words.footer}</p>
        <p>
          <a href="/docs">{words.footer_api}</a>
        </p>
      </footer>
    </>
  );
}

const signedInLinks = [
  ["/", words.nav.start],
  ["/upload", words.nav.upload],
  ["/reports", words.nav.reports],
  ["/disputes", words.nav.disputes],
  ["/scores", words.nav.scores],
  ["/search", words.nav.search],
  ["/me", words.nav.me],
] as const;

const visitorLinks = [
  ["/sign-in", words.nav.sign_in],
  ["/register", words.nav.register],
] as const;

function Navigation({ me }: { me: Me | null }) {
  const { path } = useLocation();
  const here = (href: string) =>
    path === href || (href !== "/" && path.startsWith(`${href}/`)) ? "page" : undefined;
  return (
    <nav class="masthead__nav" aria-label={words.main_navigation}>
      {(me ? signedInLinks : visitorLinks).map(([href, name]) => (
        <a key={href} href={href} aria-current={here(href)}>
          {name}
        </a>
      ))}
      {me && <Bell current={here("/notifications")} />}
    </nav>
  );
}
