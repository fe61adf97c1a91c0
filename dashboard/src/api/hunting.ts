// The hunter: missions over stored traffic, the log of what it looked at, and the alerts of the retro-hunt.
import type { RuleOption, Severity } from "./types";

export interface HuntEntry {
  id: number;
  mission: string;
  started: string;
  seconds: number;
  trigger: "schedule" | "person" | "model";
  looked: string[];
  findings: number;
  incidents: string[];
  nothing: string | null;
}
export interface Mission {
  name: string;
  title: string;
  description: string;
  detections: string[];
  techniques: string[];
  severity: Severity;
  options: RuleOption[];
  blind_spots: string[];
  enabled: boolean;
  every_hours: number;
  last_run: HuntEntry | null;
  next_run: string | null;
}

export type ScoutStatus = "new" | "enriched" | "snoozed" | "false_positive";
export interface ScoutAlert {
  id: number;
  alert_type: string;
  src_ip: string | null;
  dst_ip: string | null;
  score: number;
  status: ScoutStatus;
  snoozed_until: string | null;
  evidence_json: string | null;
  enrichment_json: string | null;
  created_at: string;
}
export interface RetroReport {
  database: string;
  dry_run: boolean;
  schema: string;
  since: string;
  until: string;
  events: number;
  unreadable: number;
  notes: string[];
  inserted: number;
  skipped: number;
  alerts: (ScoutAlert & { outcome: string })[];
}
/** What became of routers' log lines. */
export interface IngestReport { lines: number; events: number; known: number; unparsed: number; evicted: number }
