/** Textures of paths and of what was not measured, in the page's own units so that no chart stretches them. */
export function PathPatterns() {
  return (
    <>
      <pattern id="p-derp" width="5" height="5" patternUnits="userSpaceOnUse">
        <rect width="5" height="5" style={{ fill: 'var(--path-derp)' }} />
        <circle cx="2.5" cy="2.5" r="1" style={{ fill: 'var(--surface)' }} />
      </pattern>
      <pattern id="p-relay" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" style={{ fill: 'var(--path-relay)' }} />
        <rect x="0" y="2.4" width="4" height="1.3" style={{ fill: 'var(--surface)' }} />
      </pattern>
      <pattern id="a-derp" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" style={{ fill: 'var(--path-derp-tint)' }} />
        <circle cx="3" cy="3" r="1.15" style={{ fill: 'var(--path-derp)' }} />
      </pattern>
      <pattern id="a-relay" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="7" height="7" style={{ fill: 'var(--path-relay-tint)' }} />
        <rect y="2.6" width="4.5" height="1.5" style={{ fill: 'var(--path-relay)' }} />
      </pattern>
      <pattern id="p-unknown" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" style={{ fill: 'var(--path-unknown-tint)' }} />
        <path d="M0 6 6 0" style={{ stroke: 'var(--path-unknown)' }} strokeWidth="1" />
      </pattern>
      <pattern id="p-offline" width="4" height="4" patternUnits="userSpaceOnUse">
        <rect width="4" height="4" style={{ fill: 'var(--path-offline-tint)' }} />
        <path d="M0 2H4" style={{ stroke: 'var(--path-offline)' }} strokeWidth="1" />
      </pattern>
      <pattern id="p-gap" width="7" height="7" patternUnits="userSpaceOnUse">
        <path d="M0 7 7 0" style={{ stroke: 'var(--border)' }} strokeWidth="1" />
      </pattern>
    </>
  )
}
