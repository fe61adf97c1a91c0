// A table of any length of which only the rows in sight exist. Rows have one height; keys follow the row, not its place, so a row that moves is not drawn anew.
import type { ReactNode } from "react";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

interface Properties {
  label: string;
  count: number;
  rowHeight: number;
  columns: ReactNode[];
  className?: string;
  keyOf: (index: number) => string;
  row: (index: number) => ReactNode;
  /** Called when the end comes near. */
  nearEnd?: () => void;
  /** Rows added on top since the last drawing: the view stays on what is being read. */
  anchor?: string;
}

const overscan = 6;

export function VirtualList({ label, count, rowHeight, columns, className = "", keyOf, row, nearEnd, anchor }: Properties) {
  const view = useRef<HTMLDivElement>(null);
  const [first, setFirst] = useState(0);
  const [rows, setRows] = useState(20);
  const topKey = useRef<{ key: string; index: number } | null>(null);

  const measure = useCallback(() => {
    const element = view.current;
    if (!element) return;
    setFirst(Math.max(0, Math.floor(element.scrollTop / rowHeight) - overscan));
    setRows(Math.ceil(element.clientHeight / rowHeight) + 2 * overscan);
  }, [rowHeight]);

  useEffect(() => {
    const element = view.current;
    if (!element) return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [measure]);

  // New rows on top push what is being read down; follow it, unless the person is at the top and wants the newest.
  useLayoutEffect(() => {
    const element = view.current;
    if (!element || anchor === undefined) return;
    const before = topKey.current;
    if (before && element.scrollTop > rowHeight / 2 && anchor !== before.key && count > 0) {
      let shift = 0;
      while (shift < Math.min(count, 5_000) && keyOf(shift) !== before.key) shift += 1;
      if (shift > 0 && shift < Math.min(count, 5_000)) element.scrollTop += shift * rowHeight;
    }
    topKey.current = count > 0 ? { key: anchor, index: 0 } : null;
  }, [anchor, count, keyOf, rowHeight]);

  const last = Math.min(count, first + rows);
  useEffect(() => {
    if (nearEnd && last > count - 60) nearEnd();
  }, [last, count, nearEnd]);

  const shown: ReactNode[] = [];
  for (let index = Math.min(first, Math.max(0, count - 1)); index < last; index += 1) {
    shown.push(
      <div key={keyOf(index)} role="row" aria-rowindex={index + 2} className="virtual-row" style={{ transform: `translateY(${index * rowHeight}px)`, height: rowHeight }}>
        {row(index)}
      </div>,
    );
  }
  return (
    <div className={`virtual ${className}`} role="table" aria-label={label} aria-rowcount={count + 1}>
      <div role="rowgroup" className="virtual-head">
        <div role="row" aria-rowindex={1} className="virtual-row">{columns.map((column, index) => <div role="columnheader" key={index}>{column}</div>)}</div>
      </div>
      <div role="rowgroup" className="virtual-view" ref={view} onScroll={measure} tabIndex={0} aria-label={`${label}, rows`}>
        <div className="virtual-space" role="presentation" style={{ height: count * rowHeight }}>{shown}</div>
      </div>
    </div>
  );
}
