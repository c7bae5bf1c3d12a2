import { useState } from "preact/hooks";
import { Button } from "../../components/button";
import { Loaded } from "../../components/loaded";
import { Section } from "../../components/page";
import { Tag } from "../../components/tag";
import { answer, api } from "../../lib/api/client";
import { queryClient, useQuery } from "../../lib/query";
import { text } from "../../lib/text/text";
import { RecoveryCodes } from "./recovery_codes";
import { TotpEnrol } from "./totp_enrol";
import { TotpDisable, TotpRenew } from "./totp_manage";

const words = text.users.totp;
const totpKey = ["totp"] as const;

type Step = "rest" | "enrol" | "disable" | "renew";

export function Totp() {
  const state = useQuery({
    queryKey: totpKey,
    queryFn: () => answer(api.GET("/api/v1/auth/totp")),
  });
  const [step, setStep] = useState<Step>("rest");
  const [codes, setCodes] = useState<string[]>();

  function finish(newCodes?: string[]) {
    setStep("rest");
    setCodes(newCodes);
    void queryClient.invalidateQueries({ queryKey: totpKey });
  }

  if (codes) return <RecoveryCodes codes={codes} onKept={() => setCodes(undefined)} />;
  return (
    <Section title={words.title}>
      <p>{words.why}</p>
      <Loaded query={state} lines={1}>
        {({ enabled, recovery_codes_left }) => (
          <>
            <p class="row">
              <Tag tone={enabled ? "good" : "plain"}>{enabled ? words.on : words.off}</Tag>
              {enabled && <span class="soft">{words.codes_left(recovery_codes_left)}</span>}
            </p>
            {step === "enrol" && <TotpEnrol onDone={finish} />}
            {step === "disable" && <TotpDisable onDone={finish} />}
            {step === "renew" && <TotpRenew onDone={finish} />}
            {step === "rest" && !enabled && (
              <Button onClick={() => setStep("enrol")}>{words.begin}</Button>
            )}
            {step === "rest" && enabled && (
              <div class="row">
                <Button onClick={() => setStep("renew")}>{words.renew}</Button>
                <Button onClick={() => setStep("disable")}>{words.disable}</Button>
              </div>
            )}
            {step !== "rest" && (
              <Button kind="quiet" onClick={() => setStep("rest")}>
                {text.general.cancel}
              </Button>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}
