// The parts of an OpenAPI 3.1 document that the page shows, and how a shape is put into words.

export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: (string | null)[];
  items?: Schema;
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
}

interface Content {
  schema?: Schema;
}

export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: Schema;
}

export interface Answer {
  description: string;
  content?: Record<string, Content>;
}

interface Ref {
  $ref: string;
}

export interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  parameters?: (Parameter | Ref)[];
  requestBody?: { content: Record<string, Content> };
  responses: Record<string, Answer | Ref>;
  "x-fairfile-access": string;
  "x-fairfile-limit": string;
}

export interface Description {
  info: { title: string; version: string; description: string };
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    parameters: Record<string, Parameter>;
    responses: Record<string, Answer>;
    schemas: Record<string, Schema>;
  };
}

export interface Call {
  method: string;
  path: string;
  operation: Operation;
}

export function callsOf(description: Description, tag: string): Call[] {
  return Object.entries(description.paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, operation]) => operation.tags.includes(tag))
      .map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
}

const nameOf = (ref: string) => ref.split("/").at(-1) ?? ref;

export function parametersOf(description: Description, operation: Operation): Parameter[] {
  return (operation.parameters ?? []).flatMap((parameter) => {
    if (!("$ref" in parameter)) return [parameter];
    return description.components.parameters[nameOf(parameter.$ref)] ?? [];
  });
}

export function answersOf(description: Description, operation: Operation): [string, Answer][] {
  return Object.entries(operation.responses).flatMap(([status, answer]) => {
    const found = "$ref" in answer ? description.components.responses[nameOf(answer.$ref)] : answer;
    return found ? [[status, found] as [string, Answer]] : [];
  });
}

/** A shape in words, and the name of the shape that it leads to. */
export interface Phrase {
  words: string;
  shape?: string;
}

export function phrase(schema: Schema): Phrase {
  if (schema.$ref) return { words: nameOf(schema.$ref), shape: nameOf(schema.$ref) };
  if (schema.oneOf) return joined(schema.oneOf.map(phrase));
  if (schema.items) {
    const { words, shape } = phrase(schema.items);
    return { words: `list of ${words}`, ...(shape && { shape }) };
  }
  if (schema.enum) return { words: schema.enum.map((value) => value ?? "null").join(" | ") };
  const types = Array.isArray(schema.type) ? schema.type : [schema.type ?? "any"];
  return { words: types.join(" | ") + (schema.format ? ` (${schema.format})` : "") };
}

function joined(phrases: Phrase[]): Phrase {
  const shape = phrases.find((part) => part.shape)?.shape;
  return { words: phrases.map(({ words }) => words).join(" | "), ...(shape && { shape }) };
}
