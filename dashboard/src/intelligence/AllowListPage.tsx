// What is allowed: findings that are not reported, who decided so and why.
import { useState } from "react";
import { remove, words } from "../api/http";
import type { Suppression } from "../api/types";
import { refetchAll } from "../state/live";
import { useResource } from "../state/resource";
import { toast } from "../state/toasts";
import { Button } from "../ui/Button";
import { spaced } from "../ui/format";
import { Empty, Loaded } from "../ui/States";
import { Time } from "../ui/Time";
import { Wire } from "../ui/Wire";
import { AddSuppression } from "./AddSuppression";

export function AllowListPage() {
  const list = useResource<{ items: Suppression[] }>("/api/suppressions");
  const [adding, setAdding] = useState(false);
  const takeBack = async (id: string | number) => {
    try {
      await remove(`/api/suppressions/${encodeURIComponent(String(id))}`);
      toast("done", "Taken back: such findings are reported again.");
      refetchAll();
    } catch (cause) {
      toast("failed", `Not taken back: ${words(cause)}`);
    }
  };
  return (
    <div className="page">
      <div className="page-head"><h1>Allow list</h1><Button needs="admin" kind="main" onClick={() => setAdding(true)}>Allow something…</Button></div>
      <p className="muted lead">What stands here is not reported: your own scanner, a backup that looks like exfiltration. Each entry holds for findings that match all of its fields.</p>
      <Loaded from={list} what="Loading the allow list">
        {({ items }) => items.length === 0 ? <Empty title="Nothing is allowed.">Every finding is reported.</Empty> : (
          <div className="table-frame panel" tabIndex={0} role="region" aria-label="Allow list">
            <table className="table">
              <thead><tr><th scope="col">Detection</th><th scope="col">Attackers</th><th scope="col">Victims</th><th scope="col">Reason</th><th scope="col">By</th><th scope="col">Since</th><th scope="col"><span className="hidden">Actions</span></th></tr></thead>
              <tbody>
                {items.map((one) => (
                  <tr key={one.id}>
                    <td>{one.detection ? spaced(one.detection) : <span className="muted">any</span>}</td>
                    <td>{one.attackers ? <code>{one.attackers}</code> : <span className="muted">any</span>}</td>
                    <td>{one.victims ? <code>{one.victims}</code> : <span className="muted">any</span>}</td>
                    <td className="wide"><Wire text={one.reason} length={160} /></td>
                    <td>{one.by ? <Wire text={one.by} length={24} /> : "–"}</td>
                    <td><Time at={one.at} /></td>
                    <td><Button needs="admin" kind="quiet" onClick={() => void takeBack(one.id)}>Take back</Button></td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
      {adding && <AddSuppression close={() => setAdding(false)} />}
    </div>
  );
}
