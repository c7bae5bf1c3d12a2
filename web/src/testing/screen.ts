// Finds things on the page as a person does: by what they are and what they say.
import { type ComponentChild, render } from "preact";
import { afterEach } from "vitest";

const hostsByRole: Record<string, string> = {
  alert: "[role=alert]",
  button: "button",
  cell: "td",
  dialog: "dialog[open]",
  heading: "h1,h2,h3,h4",
  link: "a[href]",
  row: "tr",
  status: "[role=status]",
};

let root: HTMLElement | undefined;
const watching = new Set<MutationObserver>();

export function show(screen: ComponentChild): void {
  root = document.createElement("div");
  document.body.append(root);
  render(screen, root);
}

afterEach(() => {
  for (const observer of watching) observer.disconnect();
  watching.clear();
  if (root) render(null, root);
  document.body.replaceChildren();
});

function nameOf(element: Element): string {
  const spoken = element.getAttribute("aria-label") ?? element.textContent ?? "";
  return spoken.replace(/\s+/g, " ").trim();
}

const says = (name: string, wanted: string | RegExp) =>
  typeof wanted === "string" ? name === wanted : wanted.test(name);

export function all(role: keyof typeof hostsByRole, name: string | RegExp = /./): HTMLElement[] {
  const found = document.body.querySelectorAll<HTMLElement>(hostsByRole[role] ?? role);
  return [...found].filter((element) => says(nameOf(element), name));
}

export function field(label: string): HTMLInputElement {
  const labels = [...document.body.querySelectorAll("label")];
  const target = labels.find((candidate) => nameOf(candidate) === label)?.getAttribute("for");
  const input = target && document.getElementById(target);
  if (!input) throw new Error(`no field is called ${label}`);
  return input as HTMLInputElement;
}

// Resolves with what `look` returns once it returns something; every change of the page and of
// the focus counts.
export function until<T>(look: () => T | undefined | false): Promise<T> {
  return new Promise((resolve, reject) => {
    const observer = new MutationObserver(check);
    watching.add(observer);
    function stop() {
      observer.disconnect();
      document.removeEventListener("focusin", check);
      watching.delete(observer);
    }
    function check() {
      try {
        const found = look();
        if (found === undefined || found === false) return;
        stop();
        resolve(found);
      } catch (error) {
        stop();
        reject(error as Error);
      }
    }
    const all = { subtree: true, childList: true, attributes: true, characterData: true };
    observer.observe(document, all);
    document.addEventListener("focusin", check);
    check();
  });
}

export const find = (role: keyof typeof hostsByRole, name?: string | RegExp) =>
  until(() => all(role, name)[0]);

export const findText = (wanted: string | RegExp) =>
  until(() => {
    const seen = (document.body.textContent ?? "").replace(/\s+/g, " ");
    return typeof wanted === "string" ? seen.includes(wanted) : wanted.test(seen);
  });

export function type(label: string, value: string): void {
  const input = field(label);
  input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}
