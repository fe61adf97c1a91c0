// The honest states: loading, nothing there, failed. A failed request shows its reason and never anything invented.
import type { ReactNode } from "react";
import type { Resource } from "../state/resource";
import { Button } from "./Button";

export function Loading({ what = "Loading" }: { what?: string }) {
  return <div className="state" role="status"><span className="spinner" aria-hidden="true" />{what}…</div>;
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return <div className="state empty"><strong>{title}</strong>{children && <p>{children}</p>}</div>;
}

export function Failure({ message, retry }: { message: string; retry?: () => void }) {
  return (
    <div className="state failure" role="alert">
      <strong>This could not be loaded.</strong>
      <p>{message}</p>
      {retry && <Button onClick={retry}>Try again</Button>}
    </div>
  );
}

/** Old data under a fresh failure. */
export function Stale({ message, retry }: { message: string; retry: () => void }) {
  return (
    <div className="stale" role="status">
      <span>{`Not up to date: ${message}`}</span>
      <Button kind="quiet" onClick={retry}>Try again</Button>
    </div>
  );
}

/** Draws what was loaded, or the state it is in. `absent`: what to say where the service knows no such thing. */
export function Loaded<T>({ from, children, what, absent }: { from: Resource<T>; children: (data: T) => ReactNode; what?: string; absent?: string }) {
  if (absent && from.missing) return <Empty title={absent} />;
  if (from.data === null) return from.error ? <Failure message={from.error} retry={from.refetch} /> : <Loading what={what} />;
  return <>{from.error && <Stale message={from.error} retry={from.refetch} />}{children(from.data)}</>;
}
