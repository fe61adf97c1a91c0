// A search box for `src:10.0.0.5 port:>1024 -tag:scan`. Sends what was typed after a short pause, or at once by Enter.
import { useEffect, useRef, useState } from "react";

interface Properties { label: string; value: string; change: (value: string) => void; hint?: string }

const pause = 350;

export function ExpressionBox({ label, value, change, hint = "src:10.0.0.5 port:>1024 -tag:scan" }: Properties) {
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const sent = useRef(value);
  useEffect(() => {
    if (value !== sent.current) {
      sent.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => () => {
    if (timer.current) clearTimeout(timer.current);
  }, []);
  const send = (next: string) => {
    if (timer.current) clearTimeout(timer.current);
    sent.current = next.trim();
    change(next.trim());
  };
  return (
    <input
      type="search"
      className="expression"
      aria-label={label}
      placeholder={hint}
      spellCheck={false}
      autoComplete="off"
      value={text}
      onChange={(event) => {
        const next = event.target.value;
        setText(next);
        if (timer.current) clearTimeout(timer.current);
        timer.current = setTimeout(() => send(next), pause);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") send(text);
        if (event.key === "Escape") {
          event.currentTarget.blur();
        }
      }}
    />
  );
}
