// Each address's screen, put together from the features. What a first visit does not need comes
// in files of its own.
import type { ComponentChildren } from "preact";
import { lazy, useLocation } from "preact-iso";
import { useEffect } from "preact/hooks";
import { Welcome } from "../features/dashboard/welcome";
import { Register as RegisterForm } from "../features/users/register";
import { SignIn as SignInForm } from "../features/users/sign_in";
import type { Me } from "../lib/api/queries";
import { text } from "../lib/text/text";

interface Visit {
  me: Me | null;
}

interface OneVisit extends Visit {
  id?: string;
}

export const ForgotPassword = lazy(() =>
  import("../features/users/forgot_password").then((file) => file.ForgotPassword),
);
export const ResetPassword = lazy(() =>
  import("../features/users/reset_password").then((file) => file.ResetPassword),
);
export const VerifyEmail = lazy(() =>
  import("../features/users/verify_email").then((file) => file.VerifyEmail),
);
const StartPage = lazy(() => import("../features/dashboard/start").then((file) => file.Start));
const UploadPage = lazy(() =>
  import("../features/reports/upload_page").then((file) => file.UploadPage),
);
const ListPage = lazy(() => import("../features/reports/list_page").then((file) => file.ListPage));
const ReportPage = lazy(() =>
  import("../features/reports/report_page").then((file) => file.ReportPage),
);
const Accounts = lazy(() =>
  import("../features/tradelines/accounts").then((file) => file.Accounts),
);
const AccountSummary = lazy(() =>
  import("../features/tradelines/account_summary").then((file) => file.AccountSummary),
);
const DisputesPage = lazy(() =>
  import("../features/disputes/list_page").then((file) => file.ListPage),
);
const NewDisputePage = lazy(() =>
  import("../features/disputes/new_page").then((file) => file.NewPage),
);
const DisputePage = lazy(() =>
  import("../features/disputes/dispute_page").then((file) => file.DisputePage),
);
const LetterPage = lazy(() =>
  import("../features/disputes/letter_page").then((file) => file.LetterPage),
);
const ScoresPage = lazy(() =>
  import("../features/scores/scores_page").then((file) => file.ScoresPage),
);
const SearchPage = lazy(() =>
  import("../features/search/search_page").then((file) => file.SearchPage),
);
const NotificationsPage = lazy(() =>
  import("../features/notifications/list_page").then((file) => file.ListPage),
);
const Preferences = lazy(() =>
  import("../features/notifications/preferences").then((file) => file.Preferences),
);
export const Unsubscribe = lazy(() =>
  import("../features/notifications/unsubscribe").then((file) => file.Unsubscribe),
);
const MePage = lazy(() => import("../features/users/me_page").then((file) => file.MePage));

// Signing in happens at the address one wanted, so nobody is sent about.
function signedIn(me: Me | null, screen: (me: Me) => ComponentChildren) {
  return <>{me ? screen(me) : <SignInForm reason={text.users.sign_in.ended} />}</>;
}

function Home() {
  const { route } = useLocation();
  useEffect(() => route("/", true), []);
  return null;
}

export function SignIn({ me }: Visit) {
  return me ? <Home /> : <SignInForm />;
}

export function Register({ me }: Visit) {
  return me ? <Home /> : <RegisterForm />;
}

export function Start({ me }: Visit) {
  if (!me) return <Welcome />;
  return <StartPage accounts={(report) => <AccountSummary report={report} />} />;
}

export function Upload({ me }: Visit) {
  return signedIn(me, () => <UploadPage />);
}

export function Reports({ me }: Visit) {
  return signedIn(me, () => <ListPage />);
}

export function Report({ me, id = "" }: OneVisit) {
  return signedIn(me, () => (
    <ReportPage
      id={id}
      accounts={(report) => <Accounts report={report.id} findings={report.findings} />}
    />
  ));
}

export function Disputes({ me }: Visit) {
  return signedIn(me, () => <DisputesPage />);
}

export function NewDispute({ me }: Visit) {
  const { url } = useLocation();
  const entries = new URL(url, location.origin).searchParams.getAll("entry");
  return signedIn(me, () => <NewDisputePage entries={entries} />);
}

export function Dispute({ me, id = "" }: OneVisit) {
  return signedIn(me, () => <DisputePage id={id} />);
}

export function Letter({ me, id = "" }: OneVisit) {
  return signedIn(me, () => <LetterPage id={id} />);
}

export function Scores({ me }: Visit) {
  return signedIn(me, () => <ScoresPage />);
}

export function Search({ me }: Visit) {
  return signedIn(me, () => <SearchPage />);
}

export function Notifications({ me }: Visit) {
  return signedIn(me, () => <NotificationsPage />);
}

export function Mine({ me }: Visit) {
  return signedIn(me, (person) => <MePage me={person} emails={<Preferences />} />);
}
