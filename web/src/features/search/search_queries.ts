import { answer, api, type Schemas } from "../../lib/api/client";

export type Hit = Schemas["SearchResult"];

export const lettersMin = 2;

export const searchQuery = (words: string) => ({
  queryKey: ["search", words] as const,
  enabled: words.length >= lettersMin,
  queryFn: () => answer(api.GET("/api/v1/search", { params: { query: { q: words } } })),
});
