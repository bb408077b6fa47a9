import { counted } from '#lib/report/counted.ts'
import type { RegionRow } from '#lib/report/regionsView.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { Name } from '../text/Name.tsx'

/** Names that stand in a row; the rest folds away. */
const shown = 3

/** Whose home a region is: pods by name, other devices by number. */
export function Homes({ row: { homes, devices } }: { row: RegionRow }) {
  if (homes.length + devices === 0) return <span className="faint">nobody</span>
  const rest = homes.slice(shown)
  return (
    <>
      {homes.length > 0 && `${counted(homes.length, 'pod')}: `}
      {homes.slice(0, shown).map((home, index) => (
        <span key={home.href}>
          {index > 0 && ', '}
          <KeptLink href={home.href}>
            <Name name={home.name} mono />
          </KeptLink>
        </span>
      ))}
      {devices > 0 && (
        <span className="dim">
          {homes.length > 0 && ' and '}
          {counted(devices, 'other device')}
        </span>
      )}
      {rest.length > 0 && (
        <details className="homes">
          <summary>{counted(rest.length, 'more pod')}</summary>
          <ul>
            {rest.map(home => (
              <li key={home.href}>
                <KeptLink href={home.href}>
                  <Name name={home.name} mono />
                </KeptLink>{' '}
                <span className="faint">
                  <Name name={home.cluster} />
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
