import { text } from "../../lib/text/text";
import { phrase, type Schema } from "./description";

const words = text.docs;

export function ShapeWords({ schema }: { schema: Schema }) {
  const { words: said, shape } = phrase(schema);
  return shape ? <a href={`#shape-${shape}`}>{said}</a> : <span>{said}</span>;
}

export function Shapes({ schemas }: { schemas: Record<string, Schema> }) {
  return (
    <section class="section" id="shapes" aria-labelledby="shapes-title">
      <h2 id="shapes-title">{words.schemas}</h2>
      {Object.entries(schemas).map(([name, schema]) => (
        <article key={name} id={`shape-${name}`} class="sheet">
          <h3>{name}</h3>
          {schema.description && <p>{schema.description}</p>}
          {schema.properties ? <Fields schema={schema} /> : <p>{phrase(schema).words}</p>}
        </article>
      ))}
    </section>
  );
}

function Fields({ schema }: { schema: Schema }) {
  return (
    <table class="docs-fields">
      <thead>
        <tr>
          <th scope="col">{words.field}</th>
          <th scope="col">{words.type}</th>
          <th scope="col">{words.meaning}</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(schema.properties ?? {}).map(([name, field]) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
              {!schema.required?.includes(name) && "?"}
            </th>
            <td>
              <ShapeWords schema={field} />
            </td>
            <td>{field.description}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
