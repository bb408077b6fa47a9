import './panel.css'

/** The place that content will take, at its height, shown only where it takes longer than a moment. */
export function Skeleton({ height }: { height: number }) {
  const rows = Math.max(1, Math.floor(height / 44))
  return (
    <div className="skeleton" style={{ minHeight: height }} aria-busy="true">
      <span className="sr">Loading</span>
      {Array.from({ length: rows }, (_, row) => (
        <span className="sk" key={`row ${row + 1}`} style={{ width: `${88 - ((row * 23) % 40)}%` }} />
      ))}
    </div>
  )
}
