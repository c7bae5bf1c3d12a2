// What is shown instead of the server's own words, by problem code.
const by_code: Readonly<Record<string, string>> = {
  "http.not_signed_in": "You were signed out. Please sign in again.",
  "users.wrong_credentials": "The address or the password is not right.",
  "users.wrong_code": "That code is not right, or it was used already.",
  "users.email_taken": "There is already an account with this address. You can sign in with it.",
  "users.link_expired": "This link was used already or is too old.",
  "users.weak_password":
    "This password is known from leaks or easy to guess. Please choose another.",
  "http.too_many_requests": "That was many tries in a short time. Please wait a minute.",
  "http.bug": "Something broke on our side. What you had saved is safe.",
};

export const problems = {
  by_code,
  unexpected: "Something went wrong on our side. What you had saved is safe.",
  unreachable: "We could not reach Fairfile.",
  unreachable_hint: "Check your connection and try again. Nothing was lost.",
};
