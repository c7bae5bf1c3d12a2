import { answer, api, everyItem, type Schemas } from "../../lib/api/client";
import { queryClient } from "../../lib/query";

export type Dispute = Schemas["Dispute"];
export type Letter = Schemas["Letter"];
export type BureauName = keyof Dispute["bureaus"];
export type Status = Schemas["DisputeStatus"];

export const bureauNames: readonly BureauName[] = ["TransUnion", "Experian", "Equifax"];

export const disputesQuery = {
  queryKey: ["disputes"] as const,
  queryFn: () =>
    everyItem((cursor) => {
      const query = cursor ? { cursor } : {};
      return answer(api.GET("/api/v1/disputes", { params: { query } }));
    }),
};

export const disputeQuery = (id: string) => ({
  queryKey: ["dispute", id] as const,
  queryFn: () => answer(api.GET("/api/v1/disputes/{id}", { params: { path: { id } } })),
});

export const timelineQuery = (id: string) => ({
  queryKey: ["timeline", id] as const,
  queryFn: () =>
    everyItem((cursor) => {
      const params = { path: { id }, query: cursor ? { cursor } : {} };
      return answer(api.GET("/api/v1/disputes/{id}/timeline", { params }));
    }),
});

export const lettersQuery = {
  queryKey: ["letters"] as const,
  queryFn: () =>
    everyItem((cursor) => {
      const query = cursor ? { cursor } : {};
      return answer(api.GET("/api/v1/letters", { params: { query } }));
    }),
};

export const letterQuery = (id: string) => ({
  queryKey: ["letter", id] as const,
  queryFn: () => answer(api.GET("/api/v1/letters/{id}", { params: { path: { id } } })),
});

export const entryQuery = (id: string) => ({
  queryKey: ["tradeline", id] as const,
  queryFn: () => answer(api.GET("/api/v1/tradelines/{id}", { params: { path: { id } } })),
});

export async function createDispute(body: Schemas["DisputeInput"]): Promise<Dispute> {
  const made = await answer(api.POST("/api/v1/disputes", { body }));
  await stale(disputesQuery.queryKey, ["dashboard"]);
  return made;
}

export async function writeLetter(id: string, body: Schemas["LetterInput"]): Promise<Letter> {
  const params = { path: { id } };
  const letter = await answer(api.POST("/api/v1/disputes/{id}/letters", { params, body }));
  await stale(lettersQuery.queryKey);
  return letter;
}

export async function changeLetter(id: string, body: Schemas["LetterChange"]): Promise<void> {
  const params = { path: { id } };
  const changed = await answer(api.PATCH("/api/v1/letters/{id}", { params, body }));
  queryClient.setQueryData(letterQuery(id).queryKey, changed);
  await stale(lettersQuery.queryKey, ["dispute"], ["timeline"]);
}

export type Mailing = Schemas["Mailing"];

export const mailingsQuery = (id: string) => ({
  queryKey: ["mailings", id] as const,
  queryFn: () => answer(api.GET("/api/v1/letters/{id}/mailings", { params: { path: { id } } })),
});

export async function recordMailed(id: string, mailed: string, tracking: string): Promise<void> {
  const body = { provider: "self" as const, mailed, ...(tracking && { tracking }) };
  await answer(api.POST("/api/v1/letters/{id}/mailings", { params: { path: { id } }, body }));
  await mailingChanged();
}

export async function recordArrival(id: string, delivered: string): Promise<void> {
  const params = { path: { id } };
  await answer(api.PATCH("/api/v1/mailings/{id}", { params, body: { delivered } }));
  await mailingChanged();
}

export type Papers = Schemas["Papers"];
export type PaperToSign = Schemas["PaperToSign"];

export const papersQuery = {
  queryKey: ["papers"] as const,
  queryFn: () => answer(api.GET("/api/v1/papers")),
};

export async function signPaper(kind: PaperToSign["kind"], digest: string, name: string) {
  await answer(api.POST("/api/v1/papers", { body: { kind, digest, name } }));
  await stale(papersQuery.queryKey);
}

export async function cancelContract(id: string): Promise<void> {
  await answer(api.PUT("/api/v1/papers/{id}/cancellation", { params: { path: { id } } }));
  await stale(papersQuery.queryKey, ["mailings"]);
}

/** Approves the mailing of this very letter at this price. */
export async function orderMailing(letter: Letter, price: Schemas["MailPrice"], name: string) {
  const { mail_class, cents: price_cents } = price;
  const approval = { digest: letter.digest, price_cents, name };
  const body = { provider: "outbox" as const, mail_class, ...approval };
  const params = { path: { id: letter.id } };
  await answer(api.POST("/api/v1/letters/{id}/mailings", { params, body }));
  await mailingChanged();
}

export async function cancelMailing(id: string): Promise<void> {
  await answer(api.PUT("/api/v1/mailings/{id}/cancellation", { params: { path: { id } } }));
  await mailingChanged();
}

const mailingChanged = () =>
  stale(["mailings"], ["letter"], lettersQuery.queryKey, ["dispute"], disputesQuery.queryKey, [
    "timeline",
  ]);

async function stale(...keys: (readonly unknown[])[]): Promise<void> {
  await Promise.all(keys.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
}
