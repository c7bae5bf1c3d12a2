// The token of an e-mailed link stands after the # so that it reaches no server's log; once read,
// it is taken out of the address bar.
export function takeLinkToken(): string | undefined {
  const token = new URLSearchParams(location.hash.slice(1)).get("token") ?? undefined;
  if (token) history.replaceState(null, "", location.pathname);
  return token;
}
