// Which page an address shows, and what it is called. A path that leads nowhere says so.
import { AlertsPage } from "../alerts/AlertsPage";
import { AnalysisPage } from "../analyses/AnalysisPage";
import { AuditPage as AuditorAuditPage } from "../auditor/AuditPage";
import { AuditorPage } from "../auditor/AuditorPage";
import { ModelPage } from "../auditor/ModelPage";
import { PromptsPage } from "../auditor/PromptsPage";
import { FlowsPage } from "../flows/FlowsPage";
import { GraphPage } from "../graph/GraphPage";
import { HostPage } from "../hosts/HostPage";
import { HostsPage } from "../hosts/HostsPage";
import { HunterPage } from "../hunter/HunterPage";
import { RetroPage } from "../hunter/RetroPage";
import { IncidentPage } from "../incidents/IncidentPage";
import { InboxPage } from "../incidents/InboxPage";
import { AllowListPage } from "../intelligence/AllowListPage";
import { CallsPage } from "../intelligence/CallsPage";
import { ListsPage } from "../intelligence/ListsPage";
import { LookupPage } from "../intelligence/LookupPage";
import { SourcesPage } from "../intelligence/SourcesPage";
import { LearningPage } from "../learning/LearningPage";
import { AnalysesPage } from "../ops/AnalysesPage";
import { AuditPage } from "../ops/AuditPage";
import { CapturePage } from "../ops/CapturePage";
import { RulesPage } from "../ops/RulesPage";
import { SettingsPage } from "../ops/SettingsPage";
import { TokensPage } from "../ops/TokensPage";
import { Overview } from "../overview/Overview";
import type { Pane } from "../router/router";
import { MissingPage } from "./MissingPage";

interface Route { pattern: RegExp; title: string; show: (argument: string) => JSX.Element }

const routes: Route[] = [
  { pattern: /^\/$/, title: "Overview", show: () => <Overview /> },
  { pattern: /^\/incidents$/, title: "Incidents", show: () => <InboxPage /> },
  { pattern: /^\/incidents\/([^/]+)$/, title: "Incident", show: (id) => <IncidentPage key={id} id={id} /> },
  { pattern: /^\/alerts$/, title: "Alerts", show: () => <AlertsPage /> },
  { pattern: /^\/flows$/, title: "Flows", show: () => <FlowsPage /> },
  { pattern: /^\/graph$/, title: "Attack graph", show: () => <GraphPage /> },
  { pattern: /^\/intelligence\/hosts$/, title: "Hosts", show: () => <HostsPage /> },
  { pattern: /^\/intelligence\/lookup$/, title: "Look up", show: () => <LookupPage /> },
  { pattern: /^\/intelligence\/sources$/, title: "Sources", show: () => <SourcesPage /> },
  { pattern: /^\/intelligence\/lists$/, title: "Blocklists", show: () => <ListsPage /> },
  { pattern: /^\/intelligence\/calls$/, title: "What left", show: () => <CallsPage /> },
  { pattern: /^\/intelligence\/allowed$/, title: "Allow list", show: () => <AllowListPage /> },
  { pattern: /^\/hosts\/([^/]+)$/, title: "Host", show: (address) => <HostPage key={address} address={address} /> },
  { pattern: /^\/auditor$/, title: "AI Auditor", show: () => <AuditorPage /> },
  { pattern: /^\/auditor\/prompts$/, title: "Prompts", show: () => <PromptsPage /> },
  { pattern: /^\/auditor\/model$/, title: "Model", show: () => <ModelPage /> },
  { pattern: /^\/auditor\/audits\/([^/]+)$/, title: "Audit", show: (id) => <AuditorAuditPage key={id} id={id} /> },
  { pattern: /^\/ops\/capture$/, title: "Capture", show: () => <CapturePage /> },
  { pattern: /^\/ops\/rules$/, title: "Rules", show: () => <RulesPage /> },
  { pattern: /^\/ops\/learning$/, title: "Learning", show: () => <LearningPage /> },
  { pattern: /^\/ops\/hunter$/, title: "Hunter", show: () => <HunterPage /> },
  { pattern: /^\/ops\/retro$/, title: "Retro-hunt", show: () => <RetroPage /> },
  { pattern: /^\/ops\/analyses$/, title: "Captures to analyse", show: () => <AnalysesPage /> },
  { pattern: /^\/ops\/settings$/, title: "Settings", show: () => <SettingsPage /> },
  { pattern: /^\/ops\/tokens$/, title: "Tokens", show: () => <TokensPage /> },
  { pattern: /^\/ops\/audit$/, title: "Audit log", show: () => <AuditPage /> },
  { pattern: /^\/analyses\/([^/]+)$/, title: "Analysis", show: (id) => <AnalysisPage key={id} id={id} /> },
];

export function routed(path: string): { title: string; page: JSX.Element } {
  for (const route of routes) {
    const match = route.pattern.exec(path);
    if (match) return { title: route.title, page: route.show(decoded(match[1] ?? "")) };
  }
  return { title: "Not found", page: <MissingPage /> };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export const sections: Record<Pane, readonly (readonly [string, string])[]> = {
  dashboard: [["/", "Overview"], ["/incidents", "Incidents"], ["/alerts", "Alerts"], ["/flows", "Flows"], ["/graph", "Attack graph"]],
  intelligence: [["/intelligence/hosts", "Hosts"], ["/intelligence/lookup", "Look up"], ["/intelligence/sources", "Sources"], ["/intelligence/lists", "Blocklists"], ["/intelligence/allowed", "Allow list"], ["/intelligence/calls", "What left"]],
  auditor: [["/auditor", "Audits"], ["/auditor/prompts", "Prompts"], ["/auditor/model", "Model"]],
  ops: [["/ops/capture", "Capture"], ["/ops/rules", "Rules"], ["/ops/learning", "Learning"], ["/ops/hunter", "Hunter"], ["/ops/retro", "Retro-hunt"], ["/ops/analyses", "Analyse captures"], ["/ops/settings", "Settings"], ["/ops/tokens", "Tokens"], ["/ops/audit", "Audit log"]],
};
