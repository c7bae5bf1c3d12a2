import { LinkButton } from "../../components/button";
import { Page } from "../../components/page";
import { text } from "../../lib/text/text";
import "./dashboard.css";

const words = text.dashboard.welcome;

// The start page for someone who is not signed in.
export function Welcome() {
  return (
    <Page title={words.title}>
      <p class="lead">{words.lead}</p>
      <div class="row">
        <LinkButton kind="primary" href="/register">
          {words.register}
        </LinkButton>
        <LinkButton href="/sign-in">{words.sign_in}</LinkButton>
      </div>
      <section class="welcome" aria-labelledby="welcome-answers">
        <h2 id="welcome-answers">{words.answers_title}</h2>
        <dl class="welcome__answers">
          {words.answers.map(({ title, body }) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{body}</dd>
            </div>
          ))}
        </dl>
      </section>
    </Page>
  );
}
