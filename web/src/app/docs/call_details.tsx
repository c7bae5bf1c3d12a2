import type { ComponentChildren } from "preact";
import { text } from "../../lib/text/text";
import {
  type Answer,
  answersOf,
  type Call,
  type Description,
  type Operation,
  type Parameter,
  parametersOf,
} from "./description";
import { ShapeWords } from "./shapes";

const words = text.docs;

interface CallDetailsProps {
  call: Call;
  description: Description;
}

export function CallDetails({ call, description }: CallDetailsProps) {
  const { method, path, operation } = call;
  const access = words.access[operation["x-fairfile-access"]];
  return (
    <details class="docs-call sheet" id={operation.operationId}>
      <summary>
        <code class="docs-call__method">{method}</code> <code>{path}</code>
        <span class="soft"> {operation.summary}</span>
      </summary>
      {operation.description && <p>{operation.description}</p>}
      <p class="soft small">
        {access}, {words.limit(operation["x-fairfile-limit"])}
      </p>
      <Parameters parameters={parametersOf(description, operation)} />
      <Body operation={operation} />
      <Answers answers={answersOf(description, operation)} />
    </details>
  );
}

interface PartProps {
  title: string;
  children: ComponentChildren;
}

function Part({ title, children }: PartProps) {
  return (
    <div>
      <h3>{title}</h3>
      <dl class="facts">{children}</dl>
    </div>
  );
}

function Parameters({ parameters }: { parameters: readonly Parameter[] }) {
  if (!parameters.length) return null;
  return (
    <Part title={words.parameters}>
      {parameters.map((parameter) => (
        <>
          <dt>
            <code>{parameter.name}</code>
          </dt>
          <dd>
            {parameter.in}, {parameter.schema && <ShapeWords schema={parameter.schema} />}
            {parameter.required && `, ${words.required}`}
            {parameter.description && `. ${parameter.description}`}
          </dd>
        </>
      ))}
    </Part>
  );
}

function Body({ operation }: { operation: Operation }) {
  if (!operation.requestBody) return null;
  return (
    <Part title={words.body}>
      {Object.entries(operation.requestBody.content).map(([type, { schema }]) => (
        <>
          <dt>{type}</dt>
          <dd>{schema && <ShapeWords schema={schema} />}</dd>
        </>
      ))}
    </Part>
  );
}

function Answers({ answers }: { answers: readonly [string, Answer][] }) {
  return (
    <Part title={words.responses}>
      {answers.map(([status, { description, content }]) => (
        <>
          <dt>{status}</dt>
          <dd>
            {description}
            {Object.values(content ?? {}).map(({ schema }) => (
              <> · {schema && <ShapeWords schema={schema} />}</>
            ))}
          </dd>
        </>
      ))}
    </Part>
  );
}
