// Who may sign in, as what. A new token is shown once.
import type { FormEvent } from "react";
import { useState } from "react";
import { post, remove, words } from "../api/http";
import type { Role, Token } from "../api/types";
import { useResource } from "../state/resource";
import { may, session } from "../state/session";
import { useStore } from "../state/store";
import { toast } from "../state/toasts";
import { Button } from "../ui/Button";
import { Panel } from "../ui/Panel";
import { Empty, Loaded } from "../ui/States";
import { Time } from "../ui/Time";
import { Wire } from "../ui/Wire";
import { NeedsAdmin } from "./NeedsAdmin";

export function TokensPage() {
  const admin = may(useStore(session), "admin");
  return <div className="page"><h1>Tokens</h1>{admin ? <Inside /> : <NeedsAdmin what="Tokens" />}</div>;
}

function Inside() {
  const tokens = useResource<{ items: Token[] }>("/api/tokens");
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const [scopes, setScopes] = useState("");
  const [made, setMade] = useState<Token | null>(null);
  const make = async (event: FormEvent) => {
    event.preventDefault();
    try {
      setMade(await post<Token>("/api/tokens", { name: name.trim(), role, scopes: scopes.split(/[\s,]+/).filter(Boolean) }));
      setName("");
      setScopes("");
      tokens.refetch();
    } catch (cause) {
      toast("failed", `No token was made: ${words(cause)}`);
    }
  };
  const revoke = async (token: Token) => {
    try {
      await remove(`/api/tokens/${encodeURIComponent(String(token.id))}`);
      toast("done", `${token.name} can no longer sign in.`);
      tokens.refetch();
    } catch (cause) {
      toast("failed", `Not revoked: ${words(cause)}`);
    }
  };
  return (
    <>
      <Panel title="New token">
        <form className="inline-form padded" onSubmit={make}>
          <label>Name <input value={name} maxLength={64} required onChange={(event) => setName(event.target.value)} /></label>
          <label className="select">Role
            <select value={role} onChange={(event) => setRole(event.target.value as Role)}>
              <option value="viewer">viewer: reads</option>
              <option value="analyst">analyst: also triages and uploads</option>
              <option value="admin">admin: also changes settings</option>
            </select>
          </label>
          <label>Limited to <input value={scopes} maxLength={300} placeholder="everything its role may" title="Parts of the API, such as incidents flows:read" onChange={(event) => setScopes(event.target.value)} /></label>
          <button type="submit" className="button main" disabled={!name.trim()}>Make token</button>
        </form>
        {made?.token && (
          <div className="secret padded" role="status">
            <p><strong>Copy it now: it is not shown again.</strong></p>
            <code>{made.token}</code>
            <Button onClick={() => void navigator.clipboard?.writeText(made.token ?? "").then(() => toast("done", "Copied."), () => toast("failed", "This browser does not allow copying here."))}>Copy</Button>
            <Button kind="quiet" onClick={() => setMade(null)}>Hide</Button>
          </div>
        )}
      </Panel>
      <Loaded from={tokens} what="Loading tokens">
        {({ items }) => items.length === 0 ? <Empty title="There are no tokens." /> : (
          <div className="table-frame panel" tabIndex={0} role="region" aria-label="Tokens">
            <table className="table">
              <thead><tr><th scope="col">Name</th><th scope="col">Role</th><th scope="col">Limited to</th><th scope="col">Made</th><th scope="col">Last used</th><th scope="col"><span className="hidden">Actions</span></th></tr></thead>
              <tbody>{items.map((token) => (
                <tr key={token.id}>
                  <td><Wire text={token.name} length={64} /></td><td><span className="role">{token.role}</span></td><td>{token.scopes?.length ? token.scopes.join(", ") : "nothing left out"}</td><td><Time at={token.created} /></td><td><Time at={token.last_used} /></td>
                  <td><Button kind="quiet" aria-label={`Revoke ${token.name}`} onClick={() => void revoke(token)}>Revoke</Button></td>
                </tr>
              ))}</tbody>
            </table>
          </div>
        )}
      </Loaded>
    </>
  );
}
