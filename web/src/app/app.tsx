import { ErrorBoundary, LocationProvider, Route, Router } from "preact-iso";
import { useState } from "preact/hooks";
import { Loaded } from "../components/loaded";
import { type Me, meQuery } from "../lib/api/queries";
import { useQuery } from "../lib/query";
import { Broken, Missing } from "./apologies";
import * as screens from "./screens";
import { Shell } from "./shell";

// The server's own pages and files are ordinary links.
const appPaths = /^\/(?!api\/|docs|openapi\.json)/;

export function App() {
  const me = useQuery(meQuery);
  return (
    <LocationProvider scope={appPaths}>
      <Shell me={me.data ?? null}>
        <Loaded query={me} lines={6}>
          {(data) => <Screens me={data} />}
        </Loaded>
      </Shell>
    </LocationProvider>
  );
}

function Screens({ me }: { me: Me | null }) {
  const [broken, setBroken] = useState(false);
  if (broken) return <Broken />;
  return (
    <ErrorBoundary onError={() => setBroken(true)}>
      <Router onRouteChange={() => scrollTo(0, 0)}>
        <Route path="/" component={screens.Start} me={me} />
        <Route path="/sign-in" component={screens.SignIn} me={me} />
        <Route path="/register" component={screens.Register} me={me} />
        <Route path="/forgot-password" component={screens.ForgotPassword} />
        <Route path="/reset-password" component={screens.ResetPassword} />
        <Route path="/verify-email" component={screens.VerifyEmail} />
        <Route path="/upload" component={screens.Upload} me={me} />
        <Route path="/reports" component={screens.Reports} me={me} />
        <Route path="/reports/:id" component={screens.Report} me={me} />
        <Route path="/disputes" component={screens.Disputes} me={me} />
        <Route path="/disputes/new" component={screens.NewDispute} me={me} />
        <Route path="/disputes/:id" component={screens.Dispute} me={me} />
        <Route path="/letters/:id" component={screens.Letter} me={me} />
        <Route path="/scores" component={screens.Scores} me={me} />
        <Route path="/notifications" component={screens.Notifications} me={me} />
        <Route path="/unsubscribe" component={screens.Unsubscribe} />
        <Route path="/search" component={screens.Search} me={me} />
        <Route path="/me" component={screens.Mine} me={me} />
        <Route default component={Missing} />
      </Router>
    </ErrorBoundary>
  );
}
