// What others know of an address: sources, their state, what they said. Every text may be hostile.
import type { Evidence } from "./types";

export interface Consensus {
  flagged: number;
  configured: number;
  answered: number;
  threshold: number;
  confidence: number;
  score: string;
  disposition: "block" | "allow";
  should_block: boolean;
}

export type SourceKind = "reputation" | "list" | "name" | "registration" | "route" | "history" | "geography";
export interface SourceVerdict {
  source: string;
  kind: SourceKind;
  outcome: "answered" | "unknown" | "failed" | "skipped";
  problem: string | null;
  flagged: boolean;
  confidence: number;
  reason: string;
  excerpt: string;
  facts: Evidence[];
  at: string;
  expires: string;
}
export interface EvidenceNote { subject: string; at: string; consensus: Consensus; verdicts: SourceVerdict[] }

export type SourceState = "ok" | "limited" | "broken" | "offline" | "unconfigured" | "disabled";
export interface SourceOption { name: string; value: number; default: number; minimum: number; maximum: number; help: string }
export interface SourceBudget { used_minute: number; per_minute: number; used_day: number; per_day: number }
export interface IntelligenceSource {
  id: string;
  title: string;
  kind: SourceKind;
  help: string;
  enabled: boolean;
  automatic: boolean;
  configured: boolean;
  state: SourceState;
  needs_key: boolean;
  key: string | null;
  key_origin: "environment" | "file" | null;
  key_variables: string[];
  url: string | null;
  options: SourceOption[];
  budget: SourceBudget;
  until: string | null;
  calls: number;
  refused: Record<string, number>;
  last_error: string | null;
  last_error_at: string | null;
}
export interface Intelligence { offline: boolean; automatic: boolean; contacts: boolean; threshold: number; waiting: number; refused: number; sources: IntelligenceSource[] }

export interface SourceChange { enabled?: boolean; automatic?: boolean; key?: string; url?: string; per_minute?: number; per_day?: number; options?: Record<string, number> }
export interface IntelligenceChange { offline?: boolean; automatic?: boolean; contacts?: boolean; threshold?: number; sources?: Record<string, SourceChange> }

export interface OutboundCall { at: string; service: string; target: string; purpose: string; outcome: string; left: boolean }

export interface ListEntries { addresses: number; blocks: number; domains: number; fingerprints: number }
export interface ListFault { reason: string; count: number; line: number; sample: string }
export interface IndicatorList {
  id: string;
  name: string;
  source: string;
  confidence: number;
  expires: string | null;
  enabled: boolean;
  format: string;
  entries: ListEntries;
  faults: ListFault[];
  loaded: string | null;
  problem: string | null;
}
export interface GeoFile { path: string; type: string; built: string | null; problem: string | null }
export interface Indicators {
  lists: IndicatorList[];
  entries: ListEntries;
  bytes: number;
  loaded: string | null;
  load_seconds: number;
  refused: number;
  past: { state: "idle" | "running"; flows: number; hits: number; finished: string | null };
  geo: GeoFile[];
}
export interface Place { country: string | null; country_name: string | null; city: string | null; asn: number | null; org: string | null }
export interface ListHit { indicator: string; kind: "address" | "block" | "domain" | "fingerprint"; confidence: number; listings: { list: string; source: string; confidence: number; label: string }[] }
export interface LocalKnowledge { subject: string; hit: ListHit | null; place: Place | null }
