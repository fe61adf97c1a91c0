// What to do, step by step, with commands that can be copied as they stand. The page runs nothing.
import type { Phase, PlaybookStep } from "../api/analyst";
import { CopyButton } from "../ui/CopyButton";
import { plural } from "../ui/format";
import { Panel } from "../ui/Panel";
import { visible, Wire } from "../ui/Wire";

const phases: [Phase, string][] = [["contain", "Contain"], ["investigate", "Investigate"], ["eradicate", "Eradicate"], ["recover", "Recover"]];

export function Playbook({ steps }: { steps: PlaybookStep[] }) {
  return (
    <Panel title="Playbook" note={plural(steps.length, "step")}>
      <div className="playbook">
        {phases.map(([phase, name]) => {
          const own = steps.filter((step) => step.phase === phase);
          return own.length === 0 ? null : (
            <details key={phase} className={`phase ${phase}`} open={phase === steps[0]?.phase || undefined}>
              <summary><b>{name}</b> <span className="muted">{plural(own.length, "step")}</span></summary>
              <ol>{own.map((step) => <Step key={step.id} step={step} />)}</ol>
            </details>
          );
        })}
      </div>
    </Panel>
  );
}

function Step({ step }: { step: PlaybookStep }) {
  return (
    <li className="step">
      <span className="step-id">{step.id}</span>
      <div>
        <p><Wire text={step.action} length={600} /></p>
        {step.commands.map((command, index) => (
          <div key={index} className="command">
            <code>{visible(command)}</code>
            <CopyButton text={command} what={`command ${step.commands.length > 1 ? `${index + 1} ` : ""}of step ${step.id}`} />
          </div>
        ))}
      </div>
    </li>
  );
}
