// An address or name of a machine, leading to its page. Blocks and MAC addresses have no page.
import { Link } from "../router/Link";
import { hostPath } from "../router/router";
import { Wire } from "./Wire";

const hasPage = (address: string) => !address.includes("/") && !/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(address) && address !== "multiple";

export function Address({ of, port }: { of: string | null; port?: number | null }) {
  if (!of) return <span className="muted">–</span>;
  const text = <Wire text={of} length={45} className="address" />;
  return (
    <span className="endpoint">
      {hasPage(of) ? <Link to={hostPath(of)}>{text}</Link> : text}
      {port !== null && port !== undefined && port > 0 && <span className="port">{`:${port}`}</span>}
    </span>
  );
}

export function Addresses({ of, most = 6 }: { of: string[]; most?: number }) {
  if (of.length === 0) return <span className="muted">none named</span>;
  return (
    <span className="addresses">
      {of.slice(0, most).map((one) => <Address key={one} of={one} />)}
      {of.length > most && <span className="muted" title={of.join("\n")}>{`and ${of.length - most} more`}</span>}
    </span>
  );
}
