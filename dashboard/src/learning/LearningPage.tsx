// What is taken for usual, how far one's own baseline has come, and what stood out lately.
import { useState } from "react";
import { longPatience, post, words } from "../api/http";
import type { Anomaly, Model } from "../api/model";
import { useResource } from "../state/resource";
import { toast } from "../state/toasts";
import { Button } from "../ui/Button";
import { Folded } from "../ui/Folded";
import { count } from "../ui/format";
import { Panel } from "../ui/Panel";
import { Empty, Loaded } from "../ui/States";
import { AnomalyCard } from "./AnomalyCard";
import { ModelState } from "./ModelState";

export function LearningPage() {
  const model = useResource<Model>("/api/model", { every: 15_000 });
  const anomalies = useResource<{ items: Anomaly[] }>(model.missing ? null : "/api/model/anomalies?limit=50", { every: 15_000 });
  const [busy, setBusy] = useState(false);
  const train = async () => {
    setBusy(true);
    try {
      model.replace(await post<Model>("/api/model/train", undefined, longPatience));
      toast("done", "Trained. The new model is in force.");
    } catch (cause) {
      toast("failed", `Not trained: ${words(cause)}`);
    }
    setBusy(false);
  };
  return (
    <div className="page">
      <div className="page-head">
        <h1>Learning</h1>
        {model.data && <Button needs="admin" busy={busy} onClick={() => void train()}>{busy ? "Training…" : "Train now"}</Button>}
      </div>
      <Loaded from={model} what="Loading the model" absent="This service does not learn.">
        {(data) => (
          <>
            <ModelState of={data} />
            <Panel title="What stood out" note={anomalies.data && anomalies.data.items.length > 0 ? count(anomalies.data.items.length) : undefined}>
              <Loaded from={anomalies} what="Loading anomalies">
                {({ items }) => items.length === 0 ? <Empty title="Nothing stood out.">{data.kind === "none" ? "There is no model yet to stand out from." : "Everything was as usual."}</Empty>
                  : <Folded items={items} most={8}>{(shown) => <ol className="anomalies">{shown.map((one) => <AnomalyCard key={one.alert} of={one} />)}</ol>}</Folded>}
              </Loaded>
            </Panel>
          </>
        )}
      </Loaded>
    </div>
  );
}
