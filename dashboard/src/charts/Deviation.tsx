// A value against its baseline, as a strip: the median at one end, the usual range shaded up to its percentile, the value where it really lies.
// The measure is `distance`: 1 is the percentile. Far values would push the range into a corner, so beyond a few ranges the scale is logarithmic.

/** `far`: the farthest of all that are seen together, so that they can be compared. */
interface Properties { distance: number; far: number; below: boolean; label: string; hot: boolean }

const width = 260;
const height = 22;
const pad = 9;
const linear = 6;

/** Place of a distance on the strip, 0...1, when `far` is the farthest. */
export function reach(distance: number, far: number): number {
  const scale = far <= linear ? (x: number) => x : Math.log1p;
  return Math.min(1, Math.max(0, scale(Math.max(0, distance)) / scale(Math.max(far, 1))));
}

export function Deviation({ distance, far: farthest, below, label, hot }: Properties) {
  const far = Math.max(1.6, distance, farthest);
  const at = (x: number) => {
    const place = pad + reach(x, far) * (width - 2 * pad);
    return below ? width - place : place;
  };
  const middle = height / 2;
  const [usual, limit, value] = [at(0), at(1), at(distance)];
  return (
    <svg className={`deviation ${hot ? "hot" : ""}`} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <line className="deviation-axis" x1={pad} x2={width - pad} y1={middle} y2={middle} />
      <rect className="deviation-range" x={Math.min(usual, limit)} width={Math.abs(limit - usual)} y={middle - 5} height={10} rx={3} />
      <line className="deviation-reach" x1={limit} x2={value} y1={middle} y2={middle} />
      <line className="deviation-usual" x1={usual} x2={usual} y1={3} y2={height - 3} />
      <line className="deviation-limit" x1={limit} x2={limit} y1={4} y2={height - 4} />
      <circle className="deviation-value" cx={value} cy={middle} r={5} />
    </svg>
  );
}
