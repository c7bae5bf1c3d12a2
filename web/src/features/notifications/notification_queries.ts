import { answer, api, everyItem, type Schemas } from "../../lib/api/client";
import { queryClient } from "../../lib/query";

export type Notification = Schemas["Notification"];
export type Kind = Schemas["NotificationKind"];

const lookAgainMs = 60_000;

// The number alone: a page of one.
export const unreadQuery = {
  queryKey: ["notifications", "unread"] as const,
  refetchInterval: lookAgainMs,
  queryFn: async () => {
    const params = { query: { limit: 1 } };
    return (await answer(api.GET("/api/v1/notifications", { params }))).unread;
  },
};

export const notificationsQuery = {
  queryKey: ["notifications", "list"] as const,
  queryFn: () =>
    everyItem((cursor) => {
      const query = cursor ? { cursor } : {};
      return answer(api.GET("/api/v1/notifications", { params: { query } }));
    }),
};

export const preferencesQuery = {
  queryKey: ["notification-preferences"] as const,
  queryFn: () => answer(api.GET("/api/v1/notifications/preferences")),
};

export async function readThrough(id: string): Promise<void> {
  await answer(api.POST("/api/v1/notifications/read", { body: { through: id } }));
  await stale();
}

export async function readOne(id: string): Promise<void> {
  await answer(api.POST("/api/v1/notifications/{id}/read", { params: { path: { id } } }));
  await stale();
}

export async function prefer(kind: Kind, by_email: boolean): Promise<void> {
  const body = { kind, by_email };
  const changed = await answer(api.PATCH("/api/v1/notifications/preferences", { body }));
  queryClient.setQueryData(preferencesQuery.queryKey, changed);
}

export const unsubscribe = (token: string) =>
  answer(api.POST("/api/v1/notifications/unsubscribe", { params: { query: { token } } }));

const stale = () => queryClient.invalidateQueries({ queryKey: ["notifications"] });
