// Compares what the server says with docs/api/openapi.json: the part of JSON Schema that the
// description uses, no more.
import { readFileSync } from "node:fs";

const file = new URL("../../docs/api/openapi.json", import.meta.url);
const description = JSON.parse(readFileSync(file, "utf8"));

const routes = Object.entries(description.paths).map(([path, operations]) => {
  const pattern = path.replace(/[.]/g, "\\.").replace(/\{\w+\}/g, "[^/]+");
  // A fixed path wins over one with a parameter, and {id}.pdf over {id}, as in the router.
  const rank = Number(!path.includes("{")) * 2 + Number(/\}\.\w+$/.test(path));
  return { pattern: new RegExp(`^${pattern}$`), rank, operations };
});
routes.sort((left, right) => right.rank - left.rank);

function follow(schema) {
  if (!schema.$ref) return schema;
  return schema.$ref.split("/").slice(1).reduce((place, name) => place[name], description);
}

function typeOf(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}

function hasType(value, types) {
  const type = typeOf(value);
  return types.includes(type) || (type === "integer" && types.includes("number"));
}

// What is wrong with a value, each with the place where it stands.
export function wrongs(value, given, at = "") {
  const schema = follow(given);
  if (schema.oneOf) {
    const tries = schema.oneOf.map((choice) => wrongs(value, choice, at));
    return tries.some((found) => !found.length) ? [] : (tries.find((found) => found.length) ?? []);
  }
  const types = [schema.type ?? typeOf(value)].flat();
  if (!hasType(value, types)) return [`${at}: ${typeOf(value)}, not ${types.join(" or ")}`];
  if (schema.enum && !schema.enum.includes(value)) return [`${at}: ${value} is not listed`];
  if (typeof value === "string" && schema.pattern && !new RegExp(schema.pattern).test(value)) {
    return [`${at}: ${value} does not look like ${schema.pattern}`];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => wrongs(item, schema.items ?? {}, `${at}/${index}`));
  }
  return typeOf(value) === "object" ? wrongsOfObject(value, schema, at) : [];
}

function wrongsOfObject(value, schema, at) {
  const known = schema.properties ?? {};
  const others = schema.additionalProperties;
  const missing = (schema.required ?? []).filter((name) => !(name in value));
  return [
    ...missing.map((name) => `${at}/${name}: missing`),
    ...Object.entries(value).flatMap(([name, member]) => {
      if (known[name]) return wrongs(member, known[name], `${at}/${name}`);
      if (others === false) return [`${at}/${name}: not described`];
      return typeof others === "object" ? wrongs(member, others, `${at}/${name}`) : [];
    }),
  ];
}

// How an answer departs from the description; nothing when it keeps to it.
export function departures({ method, path, status, contentType, body }) {
  const call = `${method} ${path} ${status}`;
  const route = routes.find(({ pattern }) => pattern.test(path));
  const operation = route?.operations[method.toLowerCase()];
  if (!operation) return [`${call}: not described`];
  const found = operation.responses[status];
  if (!found) return [`${call}: status not described`];
  const content = Object.entries(follow(found).content ?? {});
  if (!content.length) return body ? [`${call}: a body where none is described`] : [];

  const type = contentType.split(";")[0].trim();
  const described = content.find(([name]) => name === type || name === "*/*");
  if (!described) return [`${call}: ${type} is not described`];
  if (!type.endsWith("json")) return [];
  return wrongs(JSON.parse(body), described[1].schema).map((wrong) => `${call} ${wrong}`);
}
