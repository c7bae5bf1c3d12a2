import type { ComponentChildren } from "preact";
import { Page } from "../../components/page";
import type { Me } from "../../lib/api/queries";
import { text } from "../../lib/text/text";
import { ChangePassword } from "./change_password";
import { Erase } from "./erase";
import { Profile } from "./profile";
import { Quota } from "./quota";
import { Sessions } from "./sessions";
import { TakeAlong } from "./take_along";
import { Totp } from "./totp";

interface MePageProps {
  me: Me;
  emails?: ComponentChildren;
}

export function MePage({ me, emails }: MePageProps) {
  return (
    <Page title={text.users.me.title} narrow>
      <Profile me={me} />
      <Quota />
      {emails}
      <ChangePassword />
      <Totp />
      <Sessions />
      <TakeAlong />
      <Erase email={me.email} />
    </Page>
  );
}
