import { Button, LinkButton } from "../components/button";
import { Page } from "../components/page";
import { text } from "../lib/text/text";

const words = text.general;

export function Missing() {
  return (
    <Page title={words.missing_title} narrow>
      <p>{words.missing}</p>
      <LinkButton href="/">{words.missing_way}</LinkButton>
    </Page>
  );
}

export function Broken() {
  return (
    <Page title={words.crashed_title} narrow>
      <p>{words.crashed}</p>
      <Button onClick={() => location.reload()}>{words.crashed_way}</Button>
    </Page>
  );
}
