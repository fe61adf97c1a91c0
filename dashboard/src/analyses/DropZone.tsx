// A capture dropped anywhere on the page is given to the service.
import { useEffect, useState } from "react";
import { give } from "./uploads";

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;

export function DropZone() {
  const [over, setOver] = useState(false);
  useEffect(() => {
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const above = (event: DragEvent) => holdsFiles(event) && event.preventDefault();
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      if (event.dataTransfer) give(Array.from(event.dataTransfer.files));
    };
    const listeners = [["dragenter", enter], ["dragleave", leave], ["dragover", above], ["drop", drop]] as const;
    for (const [name, act] of listeners) document.addEventListener(name, act);
    return () => {
      for (const [name, act] of listeners) document.removeEventListener(name, act);
    };
  }, []);
  if (!over) return null;
  return <div className="drop-zone" aria-hidden="true"><div><strong>Drop to analyse</strong><span>pcap or pcapng, plain or gzipped. It is read beside the live capture and its incidents stay apart.</span></div></div>;
}
