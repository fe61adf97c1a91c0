// Where an address is said to lie, and in whose network.
import type { Place } from "../api/intelligence";
import { Wire } from "../ui/Wire";

/** `brief`: country and number of the network, for tables. */
export function PlaceText({ of, brief = false }: { of: Place; brief?: boolean }) {
  const system = of.asn ? `AS${of.asn}` : null;
  const parts = brief ? [of.country, system] : [[of.city, of.country_name ?? of.country].filter(Boolean).join(", "), [system, of.org].filter(Boolean).join(" ")];
  const text = parts.filter(Boolean).join(" · ");
  return text ? <Wire text={text} length={brief ? 24 : 120} /> : <span className="muted">not known</span>;
}
