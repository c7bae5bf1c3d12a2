import { answer, api, type Schemas } from "../../lib/api/client";
import { Problem } from "../../lib/api/problem";
import { forgetEverything, meKey, queryClient } from "../../lib/query";

// Whoever was signed in before on this device, nothing of theirs stays.
async function enter(call: Promise<Schemas["SignedIn"]>): Promise<void> {
  const { user } = await call;
  forgetEverything();
  queryClient.setQueryData(meKey, user);
}

export const signIn = (credentials: Schemas["Login"]) =>
  enter(answer(api.POST("/api/v1/auth/login", { body: credentials })));

export const register = (credentials: Schemas["Credentials"]) =>
  enter(answer(api.POST("/api/v1/auth/register", { body: credentials })));

export async function signOut(): Promise<void> {
  try {
    await answer(api.POST("/api/v1/auth/logout"));
  } catch (error) {
    if (!Problem.from(error).isSignedOut) throw error;
  }
  forgetEverything();
}
