// A choice within a form: takes effect when the form is sent.

interface Properties { label: string; on: boolean; change: (on: boolean) => void; disabled?: boolean; help?: string }

export function Check({ label, on, change, disabled = false, help }: Properties) {
  return (
    <label className="check">
      <input type="checkbox" checked={on} disabled={disabled} onChange={(event) => change(event.target.checked)} />
      <span>{label}{help && <span className="muted check-help">{help}</span>}</span>
    </label>
  );
}
