import { answer, api, everyItem } from "../../lib/api/client";

const pageSize = 200;

// Without a report: the newest one that was read.
export const accountsQuery = (report?: string) => ({
  queryKey: ["accounts", report ?? "newest"] as const,
  queryFn: () =>
    everyItem((cursor) => {
      const query = { limit: pageSize, ...(report && { report }), ...(cursor && { cursor }) };
      return answer(api.GET("/api/v1/credit-accounts", { params: { query } }));
    }),
});

export const tradelineQuery = (id: string) => ({
  queryKey: ["tradeline", id] as const,
  queryFn: () => answer(api.GET("/api/v1/tradelines/{id}", { params: { path: { id } } })),
});
