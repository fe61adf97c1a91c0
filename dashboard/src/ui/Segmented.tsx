// A small choice of one, all choices visible.

interface Properties<T extends string> { label: string; options: readonly (readonly [T, string])[]; value: T; choose: (value: T) => void }

export function Segmented<T extends string>({ label, options, value, choose }: Properties<T>) {
  return (
    <div className="segmented" role="group" aria-label={label}>
      {options.map(([key, name]) => (
        <button key={key} type="button" aria-pressed={key === value} onClick={() => choose(key)}>{name}</button>
      ))}
    </div>
  );
}
