import type { IsoWeek } from '#lib/report/isoWeek.ts'
import { printable } from '#lib/report/printable.ts'
import './review.css'

interface Choice {
  key: string
  name: string
}

const groups = [
  ['cluster', 'Clusters'],
  ['namespace', 'Namespaces'],
  ['team', 'Teams'],
] as const

/** All, or one cluster, namespace or team: a plain form, so that the choice stands in the address without scripts too. */
export function ScopeChooser({
  choices,
  chosen,
  week,
}: {
  choices: Choice[]
  chosen: Choice
  week: IsoWeek
}) {
  return (
    <form action={`/review/${week}`} className="scopechooser" key={`${week} ${chosen.key}`}>
      <label className="sr" htmlFor="scope">
        Cluster, namespace or team
      </label>
      <select id="scope" name="scope" defaultValue={chosen.key}>
        <option value="all">All clusters</option>
        {groups.map(([kind, title]) => {
          const own = choices.filter(({ key }) => key.startsWith(`${kind}/`))
          return (
            own.length > 0 && (
              <optgroup key={kind} label={title}>
                {own.map(({ key, name }) => (
                  <option key={key} value={key}>
                    {printable(name)}
                  </option>
                ))}
              </optgroup>
            )
          )
        })}
      </select>
      <button type="submit" className="btn">
        Show
      </button>
    </form>
  )
}
