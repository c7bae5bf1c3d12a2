export const docs = {
  title: "The API",
  raw: "As a file for programs: openapi.json",
  contents: "Contents",
  schemas: "Shapes",
  access: {
    public: "open to everyone",
    signed_in: "signed in",
    operator: "operators",
  } as Readonly<Record<string, string>>,
  limit: (limit: string) => (limit === "none" ? "not limited" : `counts as ${limit}`),
  parameters: "Parameters",
  body: "Body",
  responses: "Answers",
  required: "required",
  field: "Field",
  type: "Type",
  meaning: "Meaning",
};
