import { answer, api, everyItem, type Schemas } from "../../lib/api/client";

export type Score = Schemas["Score"];

export const scoresQuery = {
  queryKey: ["scores"] as const,
  queryFn: () =>
    everyItem((cursor) => {
      const query = cursor ? { cursor } : {};
      return answer(api.GET("/api/v1/scores", { params: { query } }));
    }),
};
