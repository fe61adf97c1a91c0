// One way to ask the service. A refusal becomes a `Problem` with the service's own words; nothing is made up in its place.

export class Problem extends Error {
  constructor(readonly status: number, readonly title: string, readonly detail: string) {
    super(detail || title);
  }
}

export type Parameters = Record<string, string | number | boolean | null | undefined>;

const patience = 20_000;
/** For what asks others in turn: sources of intelligence, a model. */
export const longPatience = 180_000;
let onUnauthorised: () => void = () => {};

/** Called when the service no longer knows this session. */
export function whenUnauthorised(act: () => void): void {
  onUnauthorised = act;
}

export function address(path: string, parameters: Parameters = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== "") query.set(name, String(value));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

export async function get<T>(path: string, parameters?: Parameters, signal?: AbortSignal): Promise<T> {
  return send<T>("GET", address(path, parameters), undefined, signal);
}

export async function post<T>(path: string, body?: unknown, patient = patience): Promise<T> {
  return send<T>("POST", path, body, undefined, patient);
}

/** A file as it is. */
export async function give<T>(path: string, file: Blob): Promise<T> {
  return send<T>("POST", path, file, undefined, longPatience);
}

export async function put<T>(path: string, body: unknown): Promise<T> {
  return send<T>("PUT", path, body);
}

export async function remove(path: string): Promise<void> {
  await send<unknown>("DELETE", path);
}

async function send<T>(method: string, url: string, body?: unknown, signal?: AbortSignal, patient = patience): Promise<T> {
  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort(), patient);
  signal?.addEventListener("abort", () => timer.abort());
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      credentials: "same-origin",
      headers: body === undefined ? { Accept: "application/json" } : { Accept: "application/json", "Content-Type": body instanceof Blob ? "application/octet-stream" : "application/json" },
      body: body === undefined ? undefined : body instanceof Blob ? body : JSON.stringify(body),
      signal: timer.signal,
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new Problem(0, "No answer", timer.signal.aborted ? "The service did not answer in time." : "The service cannot be reached.");
  } finally {
    clearTimeout(timeout);
  }
  if (!response.ok) {
    if (response.status === 401) onUnauthorised();
    throw await problem(response.status, await response.text());
  }
  if (response.status === 204) return undefined as unknown as T;
  try {
    return (await response.json()) as T;
  } catch {
    throw new Problem(response.status, "Unreadable answer", "The service answered with something that is not JSON.");
  }
}

/** The problem document in an answer, or what can be said without one. */
export async function problem(status: number, text: string): Promise<Problem> {
  try {
    const document = JSON.parse(text) as { title?: unknown; detail?: unknown };
    if (typeof document.title === "string") {
      return new Problem(status, document.title, typeof document.detail === "string" ? document.detail : document.title);
    }
  } catch {
    // Not a problem document: the status alone speaks.
  }
  return new Problem(status, `Status ${status}`, `The service answered with status ${status}.`);
}

export function words(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
