// The whole page: signed in or not, bars on top, the page the address names, what floats above.
import { useEffect, useRef } from "react";
import { UploadTray } from "../analyses/UploadTray";
import { DropZone } from "../analyses/DropZone";
import { paneOf, place } from "../router/router";
import { loadSession, session } from "../state/session";
import { useStore } from "../state/store";
import { Button } from "../ui/Button";
import { Loading } from "../ui/States";
import { Announcer, Toasts } from "../ui/Toasts";
import { Boundary } from "./Boundary";
import { routed } from "./routes";
import { SectionBar } from "./SectionBar";
import { Shortcuts } from "./Shortcuts";
import { SignIn } from "./SignIn";
import { StatusLine } from "./StatusLine";
import { TopBar } from "./TopBar";

export function App() {
  const state = useStore(session);
  useEffect(() => void loadSession(), []);
  switch (state.kind) {
    case "unknown":
      return <main className="alone"><Loading what="Asking who you are" /></main>;
    case "unreachable":
      return (
        <main className="alone">
          <div className="card" role="alert">
            <h1>The service does not answer</h1>
            <p>{state.message}</p>
            <Button kind="main" onClick={() => void loadSession()}>Try again</Button>
          </div>
        </main>
      );
    case "out":
      return <SignIn reason={state.reason} />;
    case "in":
      return <Inside />;
  }
}

function Inside() {
  const here = useStore(place);
  const { title, page } = routed(here.path);
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = `${title} · NetSentinel`;
  }, [title]);
  // After a step to another page the focus goes to it, as it would on a page load.
  useEffect(() => {
    if (here.visit > 0) main.current?.focus({ preventScroll: true });
  }, [here.visit]);
  return (
    <>
      <a className="skip" href="#main" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>Skip to content</a>
      <div className="bars-on-top">
        <TopBar pane={paneOf(here.path)} />
        <StatusLine />
        <SectionBar path={here.path} />
      </div>
      <main id="main" ref={main} tabIndex={-1} aria-label={title}>
        <Boundary key={here.path}>{page}</Boundary>
      </main>
      <UploadTray />
      <DropZone />
      <Shortcuts />
      <Toasts />
      <Announcer />
    </>
  );
}
