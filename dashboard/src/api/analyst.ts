// What the analyst and the auditor say. A claim stands only where its events support it; what does not is in `struck`.
import type { Severity, Technique } from "./types";

export type Origin = "template" | "model";
export interface Claim { text: string; events: string[]; by: Origin }
export interface StruckClaim { text: string; events: string[]; reason: string }
export interface ArguedTechnique extends Technique { events: string[]; argument: string }
export type Phase = "contain" | "investigate" | "eradicate" | "recover";
export interface PlaybookStep { id: string; phase: Phase; action: string; commands: string[] }
export interface IncidentAnalysis {
  origin: Origin;
  model: string | null;
  summary: string;
  claims: Claim[];
  struck: StruckClaim[];
  techniques: ArguedTechnique[];
  meaning: string;
  first_step: string;
  harmless: string;
  playbook: PlaybookStep[];
  fallback: string | null;
  content_hash: string;
  made: string | null;
}
export interface AnalystPreview { system: string; user: string; model: string | null; url: string | null; pseudonyms: boolean }

export interface ModelBackend { name: string; title: string; url: string; model: string; needs_key: boolean }
export interface AnalystStanding {
  state: "none" | "ok" | "limited" | "broken" | "offline";
  used_minute: number;
  used_day: number;
  asked: number;
  cached: number;
  failed: number;
  claims_kept: number;
  claims_struck: number;
  last_error: string;
}
export interface AnalystSettings {
  backend: string;
  url: string;
  model: string;
  key: string | null;
  key_source: "environment" | "file" | null;
  per_minute: number;
  per_day: number;
  timeout_seconds: number;
  pseudonyms: boolean;
  minimum_severity: Severity;
  instructions: string;
  backends: ModelBackend[];
  standing: AnalystStanding;
}
export type AnalystChange = Partial<Pick<AnalystSettings, "backend" | "url" | "model" | "per_minute" | "per_day" | "timeout_seconds" | "pseudonyms" | "minimum_severity" | "instructions">> & { key?: string };

export type AuditSource = "alerts" | "incidents" | "flows" | "external";
export interface AuditFinding { text: string; risk: Severity; rows: string[]; by: Origin }
export interface AuditRow { id: string; risk: Severity; kind: string; source: string; destination: string; port: number; text: string; hits: number; first?: string | null; last?: string | null }
export interface Audit {
  id: string;
  state: "queued" | "running" | "done" | "failed" | "cancelled";
  source: AuditSource;
  model: string | null;
  progress: number;
  rows_read: number;
  chunks: number;
  chunks_done: number;
  findings: AuditFinding[];
  struck: StruckClaim[];
  rows: AuditRow[];
  message: string;
  started: string;
  elapsed_seconds: number;
}
export interface AuditorPrompt { name: string; title: string; text: string; changed: boolean }
