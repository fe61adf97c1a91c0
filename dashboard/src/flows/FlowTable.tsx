// A table of flows, sorted by any column.
import { useMemo, useState } from "react";
import type { Flow } from "../api/types";
import { stored } from "./columns";
import type { Column } from "./columns";

interface Properties { flows: Flow[]; label: string; columns?: Column[]; first?: { key: string; down: boolean } }

export function FlowTable({ flows, label, columns = stored, first }: Properties) {
  const [order, setOrder] = useState<{ key: string; down: boolean } | null>(first ?? null);
  const sorted = useMemo(() => {
    const column = columns.find((one) => one.key === order?.key);
    if (!column || !order) return flows;
    const sign = order.down ? -1 : 1;
    return [...flows].sort((a, b) => {
      const left = column.by(a);
      const right = column.by(b);
      return left < right ? -sign : left > right ? sign : a.id < b.id ? -1 : 1;
    });
  }, [flows, columns, order]);
  const sort = (column: Column) => setOrder((old) => (old?.key === column.key ? { key: column.key, down: !old.down } : { key: column.key, down: column.number === true }));
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label={label}>
      <table className="table flows">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={column.number ? "number" : ""} aria-sort={order?.key === column.key ? (order.down ? "descending" : "ascending") : undefined}>
                <button type="button" onClick={() => sort(column)}>{column.name}<span aria-hidden="true" className="sort">{order?.key === column.key ? (order.down ? "▾" : "▴") : ""}</span></button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((flow) => (
            <tr key={flow.id} className={flow.tags.length > 0 ? "hot" : ""}>
              {columns.map((column) => <td key={column.key} className={column.number ? "number figure" : column.wide ? "wide" : ""}>{column.show(flow)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
