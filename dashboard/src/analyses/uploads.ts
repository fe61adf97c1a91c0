// Captures given to the page: sent with progress, then followed until the service has read them. At most a few at a time are shown.
import { get, problem, remove, words } from "../api/http";
import type { Analysis } from "../api/types";
import { may, session } from "../state/session";
import { Store } from "../state/store";
import { toast } from "../state/toasts";

export interface Upload { key: number; name: string; size: number; sent: number; id: string | null; analysis: Analysis | null; error: string | null; stop: () => void }

export const uploads = new Store<Upload[]>([]);
let next = 1;
const poll = 1_000;

function change(key: number, by: Partial<Upload>): void {
  uploads.update((all) => all.map((one) => (one.key === key ? { ...one, ...by } : one)));
}

export function closeUpload(key: number): void {
  uploads.update((all) => all.filter((one) => one.key !== key));
}

export function give(files: Iterable<File>): void {
  if (!may(session.get(), "analyst")) {
    toast("failed", "Analysing a capture needs the analyst role.");
    return;
  }
  for (const file of files) begin(file);
}

function begin(file: File): void {
  const key = next++;
  const request = new XMLHttpRequest();
  uploads.update((all) => [...all, { key, name: file.name, size: file.size, sent: 0, id: null, analysis: null, error: null, stop: () => request.abort() }]);
  request.open("POST", `/api/analyses?name=${encodeURIComponent(file.name)}`);
  request.setRequestHeader("Content-Type", "application/octet-stream");
  request.upload.onprogress = (event) => change(key, { sent: event.loaded });
  request.onerror = () => change(key, { error: "The service cannot be reached." });
  request.onabort = () => change(key, { error: "Sending was stopped." });
  request.onload = async () => {
    if (request.status < 200 || request.status >= 300) {
      change(key, { error: (await problem(request.status, request.responseText)).message });
      return;
    }
    try {
      const analysis = JSON.parse(request.responseText) as Analysis;
      change(key, { sent: file.size, id: analysis.id, analysis, stop: () => void cancel(analysis.id) });
      follow(key, analysis.id);
    } catch {
      change(key, { error: "The service answered with something that is not JSON." });
    }
  };
  request.send(file);
}

function follow(key: number, id: string): void {
  const ask = async () => {
    if (!uploads.get().some((one) => one.key === key)) return;
    try {
      const analysis = await get<Analysis>(`/api/analyses/${encodeURIComponent(id)}`);
      change(key, { analysis, error: null });
      if (analysis.state === "queued" || analysis.state === "running") setTimeout(ask, poll);
    } catch (cause) {
      change(key, { error: words(cause) });
      setTimeout(ask, poll * 5);
    }
  };
  setTimeout(ask, poll / 2);
}

async function cancel(id: string): Promise<void> {
  try {
    await remove(`/api/analyses/${encodeURIComponent(id)}`);
  } catch (cause) {
    toast("failed", `Not cancelled: ${words(cause)}`);
  }
}
