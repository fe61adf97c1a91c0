// Copies a text, and says whether this browser let it.
import { toast } from "../state/toasts";
import { Button } from "./Button";

export function CopyButton({ text, what }: { text: string; what: string }) {
  const copy = async () => {
    try {
      // Browsers offer the clipboard only to pages of this machine or over HTTPS.
      if (!navigator.clipboard) throw new Error("This browser does not allow copying here.");
      await navigator.clipboard.writeText(text);
      toast("done", `Copied: ${what}.`);
    } catch {
      toast("failed", "This browser does not allow copying here; select the text instead.");
    }
  };
  return <Button kind="quiet" className="copy" aria-label={`Copy ${what}`} onClick={() => void copy()}>Copy</Button>;
}
