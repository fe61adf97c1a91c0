// The first rows of a long list, and a button for the rest.
import { useState } from "react";
import { count } from "./format";
import { Button } from "./Button";

export function Folded<T>({ items, most, children }: { items: T[]; most: number; children: (shown: T[]) => JSX.Element }) {
  const [open, setOpen] = useState(false);
  // One more row is no longer than the button.
  const long = items.length > most + 1;
  return (
    <>
      {children(long && !open ? items.slice(0, most) : items)}
      {long && <Button className="more" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? "Show fewer" : `Show all ${count(items.length)}`}</Button>}
    </>
  );
}
