// What more than one feature asks for.
import { meKey } from "../query";
import { answer, api, csrfToken, type Schemas } from "./client";
import { Problem } from "./problem";

export type Me = Schemas["User"];

// null is signed out. Without the readable half of the cookie pair there is no session to ask for.
export const meQuery = {
  queryKey: meKey,
  queryFn: async (): Promise<Me | null> => {
    if (!csrfToken()) return null;
    try {
      return await answer(api.GET("/api/v1/me"));
    } catch (error) {
      if (Problem.from(error).isSignedOut) return null;
      throw error;
    }
  },
};

export const quotaQuery = {
  queryKey: ["quota"] as const,
  queryFn: () => answer(api.GET("/api/v1/quota")),
};
