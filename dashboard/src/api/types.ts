// What the service says, as its API document has it. Nothing here is computed; every text may be hostile.

import type { IncidentAnalysis } from "./analyst";
import type { Consensus, EvidenceNote, Place } from "./intelligence";

export type Severity = "info" | "low" | "medium" | "high" | "critical";
export type Status = "new" | "acknowledged" | "contained" | "resolved" | "false_positive";
export type Role = "viewer" | "analyst" | "admin";

export interface Session { role: Role; name: string; expires: string | null }

export interface Technique { id: string; name: string; tactic: string }
export type EvidenceValue = number | string | boolean | string[] | null;
export interface Evidence { name: string; value: EvidenceValue; threshold?: number | null }

export interface StoryEvent {
  id: string;
  time: string;
  last_time: string;
  repeats: number;
  detection: string;
  summary: string;
  severity: Severity;
  confidence: number;
  techniques: string[];
  attackers: string[];
  victims: string[];
  evidence: Evidence[];
  flows: (number | string)[];
}

export interface IncidentSummary {
  id: string;
  title: string;
  severity: Severity;
  score: number;
  status: Status;
  detections: string[];
  techniques: Technique[];
  attackers: string[];
  victims: string[];
  first_seen: string;
  last_seen: string;
  event_count?: number;
  notes_count?: number;
  forged?: boolean;
  /** Of the party that is flagged most. */
  consensus?: Consensus | null;
  updated?: number | string;
}

export interface Note { id: string | number; by: string; at: string; text: string }
export interface Triage { status: Status; by: string; at: string }

export interface Incident extends IncidentSummary {
  events: StoryEvent[];
  dropped_events: number;
  related: string[];
  notes?: Note[];
  triage?: Triage | null;
  evidence?: EvidenceNote[];
  /** Of its parties, by address. */
  places?: Record<string, Place>;
  analysis?: IncidentAnalysis | null;
}

export interface Alert {
  alert_id: string;
  stream_id: number;
  timestamp: string;
  rule_name: string;
  severity: Severity;
  confidence: number;
  src_ip: string | null;
  dst_ip: string | null;
  description: string;
  evidence: Record<string, EvidenceValue>;
  techniques: string[];
  incident_id: string | null;
  forged?: boolean;
}

export interface Flow {
  id: string;
  community_id: string | null;
  start: string;
  end: string;
  src_ip: string;
  src_port: number | null;
  dst_ip: string;
  dst_port: number | null;
  protocol: string;
  service: string | null;
  direction: string;
  state: string;
  history?: string | null;
  bytes_out: number;
  bytes_in: number;
  packets_out: number;
  packets_in: number;
  duration: number;
  name: string | null;
  tags: string[];
  forged?: boolean;
  pps?: number;
  bps?: number;
}

export interface Host {
  address: string;
  mac: string | null;
  vendor: string | null;
  names: string[];
  home: boolean;
  first_seen: string;
  last_seen: string;
  bytes_out: number;
  bytes_in: number;
  flows: number;
  incidents_open: number;
  consensus?: Consensus | null;
  place?: Place | null;
}
export interface HostPeer { address: string; bytes: number; flows: number; services: string[]; home: boolean }
export interface HostService { service: string | null; port: number | null; flows: number; bytes: number; side: "client" | "server" }
export interface HostTraffic { time: string; bytes_in: number; bytes_out: number }
export interface HostDetail extends Host { peers: HostPeer[]; services: HostService[]; incidents: IncidentSummary[]; traffic: HostTraffic[]; evidence?: EvidenceNote | null }

export interface Storage { state: "ok" | "full" | "failing" | string; message: string | null; unwritten: Record<string, number>; bytes: number }
export interface Capture {
  state: string;
  source: string | null;
  forged: boolean;
  replay_speed: number | null;
  message: string | null;
  started: string | null;
  event_time: string | null;
  uptime_seconds: number;
  packets: number;
  bytes: number;
  packets_per_second: number;
  bits_per_second: number;
  drop_rate: number;
  kernel_drops: number;
  ring_drops: number;
  flows_active: number;
  losses: Record<string, number>;
  malformed: { layer: string; reason: string; count: number }[];
  notices: string[];
  storage: Storage;
  version: string;
}

export type Counts = Record<string, number>;
export interface Stats {
  total_alerts: number;
  alerts_last_hour: number;
  alerts_by_severity: Counts;
  alerts_by_rule: Counts;
  top_src_ips: [string, number][];
  latest_alert_timestamp: string | null;
  incidents_open: number;
  incidents_by_severity: Counts;
  incidents_by_status: Counts;
}
export interface StatsSample { timestamp: string; packets_seen: number; packets_dropped: number; flows_active: number; alerts_fired: number; windows_analyzed: number }
export interface LiveStats extends StatsSample {
  event_time?: string | null;
  packets_per_second: number;
  bits_per_second: number;
  drop_rate: number;
  by_protocol: Counts;
  by_direction: Counts;
  incidents_open: number;
  capture_state: string;
}

export interface TrafficPoint {
  time: string;
  packets: number;
  bytes: number;
  by_protocol: Counts;
  by_direction: Counts;
  new_flows: number;
  active_flows: number;
}
export interface Traffic { step_seconds: number; items: TrafficPoint[] }
export interface TopEntry { key: string; bytes: number; packets: number; flows: number; home?: boolean }

export interface GraphNode { id: string; type: "attacker" | "victim" | "both"; alert_count: number; max_severity: Severity; rules: string[]; last_seen: string; home: boolean }
export interface GraphEdge { source: string; target: string; rule_name: string; technique: string | null; severity: Severity; confidence: number; count: number; first_seen: string; last_seen: string; incident_id: string | null }
export interface Graph { nodes: GraphNode[]; edges: GraphEdge[] }

export interface SearchResult { incidents: IncidentSummary[]; flows: Flow[]; hosts: Host[]; problem: string | null }

export interface RuleOption { name: string; unit: string | null; value: number; default: number; minimum: number | null; maximum: number | null; help: string }
export interface Rule {
  name: string;
  detections: string[];
  title: string;
  description: string;
  techniques: (Technique | string)[];
  severity: Severity;
  options: RuleOption[];
  blind_spots: string[];
  enabled: boolean;
  findings: number;
  last_fired: string | null;
}

export interface Configuration {
  confidence_threshold: number;
  port_scan_min_ports: number;
  syn_flood_min_packets: number;
  brute_force_min_attempts: number;
  flow_expiry_seconds: number;
  home_networks: string[];
  retention_days: number;
  retention_bytes: number;
}

export interface Suppression { id: string | number; detection: string | null; attackers: string | null; victims: string | null; reason: string; by?: string; at?: string; matched?: number }
export interface Analysis {
  id: string;
  name: string;
  state: "queued" | "running" | "done" | "failed" | "cancelled";
  progress: number | null;
  packets: number | null;
  message: string | null;
  incidents: Incident[];
}
export interface Token { id: string | number; name: string; role: Role; scopes?: string[]; created?: string | null; last_used?: string | null; token?: string }
export interface AuditEntry { id: number | string; at: string; who: string; role: string; action: string; target: string | null; detail: unknown; hash: string }

export interface Page<T> { items: T[]; total?: number | null; next_cursor: string | null }

export type LiveMessage =
  | { id: number; type: "hello"; data: { boot: string; latest: number; forged: boolean } }
  | { id: number; type: "alert"; data: Alert }
  | { id: number; type: "flows"; data: { timestamp: string; flows: Flow[] } }
  | { id: number; type: "stats"; data: LiveStats }
  | { id: number; type: "incident"; data: { change: "opened" | "grew" | "closed" | "triaged"; incident: Incident } }
  | { id: number; type: "gap"; data: { missed: number; reason: string } };
