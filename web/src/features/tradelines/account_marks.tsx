import { Tag } from "../../components/tag";
import { text } from "../../lib/text/text";
import { type Account, reasonsOf } from "./tradeline_values";
import "./account_marks.css";

const words = text.tradelines;

// Negative and disputable, in words and not by colour alone.
export function AccountMarks({ account }: { account: Account }) {
  if (!account.negative && !account.disputable) return null;
  const reasons = reasonsOf(account).join(", ");
  return (
    <p class="account-marks">
      {account.negative && (
        <Tag tone="bad" icon="alert">
          {reasons ? `${words.negative}: ${reasons}` : words.negative}
        </Tag>
      )}
      {account.disputable && (
        <Tag tone="accent" icon="gavel">
          {words.disputable}
        </Tag>
      )}
    </p>
  );
}
