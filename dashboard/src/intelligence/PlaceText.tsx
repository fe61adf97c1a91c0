// Where an address is said to lie, and in whose network.
import type { Place } from "../api/intelligence";
import { Wire } from "../ui/Wire";

export function PlaceText({ of }: { of: Place }) {
  const place = [of.city, of.country_name ?? of.country].filter(Boolean).join(", ");
  const network = [of.asn ? `AS${of.asn}` : null, of.org].filter(Boolean).join(" ");
  if (!place && !network) return <span className="muted">not known</span>;
  return <Wire text={[place, network].filter(Boolean).join(" · ")} length={120} />;
}
