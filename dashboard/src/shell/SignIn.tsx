// The door: a token, given once by the service.
import type { FormEvent } from "react";
import { useState } from "react";
import { words } from "../api/http";
import { signIn } from "../state/session";
import { Logo } from "./Icons";

export function SignIn({ reason }: { reason: string | null }) {
  const [token, setToken] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !token.trim()) return;
    setBusy(true);
    setError(null);
    try {
      await signIn(token.trim());
    } catch (cause) {
      setError(words(cause));
      setBusy(false);
    }
  };
  return (
    <main className="alone">
      <form className="card sign-in" onSubmit={submit}>
        <Logo />
        <h1>NetSentinel</h1>
        {reason && <p className="reason" role="status">{reason}</p>}
        <label htmlFor="token">Token</label>
        <input id="token" name="token" type="password" autoComplete="current-password" spellCheck={false} autoFocus value={token} onChange={(event) => setToken(event.target.value)} aria-describedby="token-help" aria-invalid={error !== null} />
        <p id="token-help" className="muted">Printed once when the service first started. A new one: <code>netsentinel token create --role viewer</code></p>
        {error && <p className="error" role="alert">{error}</p>}
        <button type="submit" className="button main" disabled={busy || !token.trim()}>{busy ? "Signing in…" : "Sign in"}</button>
      </form>
    </main>
  );
}
