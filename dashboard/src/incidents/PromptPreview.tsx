// The question as it would leave, to the letter, before anybody sends it.
import type { AnalystPreview } from "../api/analyst";
import { useResource } from "../state/resource";
import { Dialog } from "../ui/Dialog";
import { bytes } from "../ui/format";
import { Loaded } from "../ui/States";
import { visible, Wire } from "../ui/Wire";

export function PromptPreview({ id, close }: { id: string; close: () => void }) {
  const preview = useResource<AnalystPreview>(`/api/incidents/${encodeURIComponent(id)}/prompt`);
  return (
    <Dialog title="What would be sent" close={close} wide>
      <Loaded from={preview} what="Writing the question">
        {(it) => (
          <div className="preview">
            <p>{it.model ? <>To <b><Wire text={it.model} length={60} /></b>{it.url && <> at <code><Wire text={it.url} length={120} /></code></>}.</> : "Nothing: no model is set up. A model would be sent this."}{" "}
              {it.pseudonyms ? "Addresses are under other names, and are put back into the answer." : "Addresses are sent as they are."}</p>
            <Letter title="Instructions" text={it.system} />
            <Letter title="The incident" text={it.user} />
          </div>
        )}
      </Loaded>
    </Dialog>
  );
}

function Letter({ title, text }: { title: string; text: string }) {
  return (
    <section>
      <h3>{title} <span className="muted">{bytes(new Blob([text]).size)}</span></h3>
      <pre tabIndex={0} aria-label={title}>{text.split("\n").map(visible).join("\n")}</pre>
    </section>
  );
}
