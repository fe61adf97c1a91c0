// Who is signed in. The cookie is the browser's; the page knows only the name and the role.
import { Problem, get, post, remove, whenUnauthorised } from "../api/http";
import type { Role, Session } from "../api/types";
import { Store } from "./store";

export type SessionState =
  | { kind: "unknown" }
  | { kind: "unreachable"; message: string }
  | { kind: "out"; reason: string | null }
  | { kind: "in"; session: Session };

export const session = new Store<SessionState>({ kind: "unknown" });

const rank: Record<Role, number> = { viewer: 0, analyst: 1, admin: 2 };

whenUnauthorised(() => {
  if (session.get().kind === "in") session.set({ kind: "out", reason: "Your session has ended. Sign in again." });
});

export async function loadSession(): Promise<void> {
  const token = tokenOfAddress();
  try {
    if (token) return await signIn(token);
    session.set({ kind: "in", session: await get<Session>("/api/session") });
  } catch (cause) {
    const refused = cause instanceof Problem && (cause.status === 401 || cause.status === 403);
    session.set(refused ? { kind: "out", reason: null } : { kind: "unreachable", message: cause instanceof Error ? cause.message : String(cause) });
  }
}

/** The terminal's link carries the first token behind the #, which no server sees; it leaves the address at once. */
function tokenOfAddress(): string | null {
  const token = /^#token=([\w.-]+)$/.exec(location.hash)?.[1];
  if (!token) return null;
  history.replaceState(null, "", location.pathname + location.search);
  return token;
}

/** Throws the service's refusal. */
export async function signIn(token: string): Promise<void> {
  session.set({ kind: "in", session: await post<Session>("/api/session", { token }) });
}

export async function signOut(): Promise<void> {
  await remove("/api/session");
  session.set({ kind: "out", reason: "You have signed out." });
}

export function role(state: SessionState): Role {
  return state.kind === "in" ? state.session.role : "viewer";
}

export function may(state: SessionState, needed: Role): boolean {
  return state.kind === "in" && rank[state.session.role] >= rank[needed];
}
