import { Loaded } from "../../components/loaded";
import { Page } from "../../components/page";
import { Problem } from "../../lib/api/problem";
import { useQuery } from "../../lib/query";
import { text } from "../../lib/text/text";
import { CallDetails } from "./call_details";
import { callsOf, type Description } from "./description";
import { Shapes } from "./shapes";
import "./docs.css";

const words = text.docs;

const descriptionQuery = {
  queryKey: ["description"] as const,
  queryFn: async (): Promise<Description> => {
    const answer = await fetch("/openapi.json");
    if (!answer.ok) throw Problem.fromBody(answer.status, undefined);
    return (await answer.json()) as Description;
  },
};

// The API's description for people, drawn from the one for programs.
export function DocsPage() {
  const description = useQuery(descriptionQuery);
  return (
    <>
      <header class="masthead">
        <a class="masthead__name" href="/">
          {text.general.name}
        </a>
        <nav class="masthead__nav" aria-label={text.general.main_navigation}>
          <a href="/">{words.to_app}</a>
        </nav>
      </header>
      <main>
        <Page title={words.title}>
          <Loaded query={description} lines={8}>
            {(data) => <Contents description={data} />}
          </Loaded>
        </Page>
      </main>
    </>
  );
}

function Contents({ description }: { description: Description }) {
  return (
    <>
      <p class="lead">{description.info.description}</p>
      <p>
        <a href="/openapi.json">{words.raw}</a>
      </p>
      <nav aria-label={words.contents} class="docs-contents">
        {description.tags.map(({ name }) => (
          <a key={name} href={`#${name}`}>
            {name}
          </a>
        ))}
        <a href="#shapes">{words.schemas}</a>
      </nav>
      {description.tags.map((tag) => (
        <section key={tag.name} class="section" id={tag.name} aria-labelledby={`tag-${tag.name}`}>
          <h2 id={`tag-${tag.name}`}>{tag.description}</h2>
          {callsOf(description, tag.name).map((call) => (
            <CallDetails key={call.operation.operationId} call={call} description={description} />
          ))}
        </section>
      ))}
      <Shapes schemas={description.components.schemas} />
    </>
  );
}
