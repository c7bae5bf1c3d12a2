import { answer, api, csrfToken, everyItem, type Schemas } from "../../lib/api/client";
import { quotaQuery } from "../../lib/api/queries";
import { queryClient } from "../../lib/query";

export type Report = Schemas["CreditReport"];
export type ReportDetail = Schemas["CreditReportDetail"];

const reportsKey = ["reports"] as const;

export const reportsQuery = {
  queryKey: reportsKey,
  queryFn: () =>
    everyItem((cursor) => {
      const query = cursor ? { cursor } : {};
      return answer(api.GET("/api/v1/credit-reports", { params: { query } }));
    }),
};

const pollMs = 5_000;

export function isUnfinished(report: Pick<Report, "status">): boolean {
  return report.status === "queued" || report.status === "reading";
}

// Events bring the progress; asking now and then covers networks that cut long answers.
export const reportQuery = (id: string) => ({
  queryKey: ["report", id] as const,
  queryFn: () => answer(api.GET("/api/v1/credit-reports/{id}", { params: { path: { id } } })),
  refetchInterval: (query: { state: { data: ReportDetail | undefined } }) =>
    query.state.data && isUnfinished(query.state.data) ? pollMs : (false as const),
});

export const questionsQuery = (id: string) => ({
  queryKey: ["questions", id] as const,
  queryFn: () =>
    everyItem((cursor) => {
      const params = { path: { id }, query: cursor ? { cursor } : {} };
      return answer(api.GET("/api/v1/credit-reports/{id}/questions", { params }));
    }),
});

// The answer is kept at once; a job makes it the value, and the findings anew, a moment later.
const jobMs = [800, 3_000];

export async function answerQuestion(
  id: string,
  n: number,
  body: Schemas["QuestionAnswer"],
): Promise<void> {
  const params = { path: { id, n } };
  await answer(api.PUT("/api/v1/credit-reports/{id}/questions/{n}", { params, body }));
  await answersChanged(id);
  for (const wait of jobMs) setTimeout(() => void answersChanged(id), wait);
}

async function answersChanged(id: string): Promise<void> {
  const stale = [questionsQuery(id).queryKey, reportQuery(id).queryKey, ["tradelines"]];
  await Promise.all(stale.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
  await reportsChanged();
}

export async function reportsChanged(): Promise<void> {
  const stale = [reportsKey, quotaQuery.queryKey, ["dashboard"], ["accounts"]];
  await Promise.all(stale.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
}

// keepalive, because it may be sent while the page is being left.
export async function deleteReport(id: string): Promise<void> {
  const headers = { "X-Fairfile-Web": "1", "X-CSRF-Token": csrfToken() ?? "" };
  await fetch(`/api/v1/credit-reports/${id}`, { method: "DELETE", headers, keepalive: true });
  queryClient.removeQueries({ queryKey: ["report", id] });
  await reportsChanged();
}
