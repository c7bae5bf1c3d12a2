import { Button } from "../../components/button";
import { Section } from "../../components/page";
import { text } from "../../lib/text/text";

const words = text.users.totp;

export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  return (
    <Section title={words.codes_title}>
      <p role="status">{words.codes_intro}</p>
      <ul class="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Button kind="primary" onClick={onKept}>
        {words.codes_kept}
      </Button>
    </Section>
  );
}
