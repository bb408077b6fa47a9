'use client'

import type { BehindView } from '#lib/report/behindView.ts'
import { lengthOf } from '#lib/report/range.ts'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { Name } from '../text/Name.tsx'
import { BehindOwners } from './BehindOwners.tsx'
import { TriMark } from './TriMark.tsx'
import './target.css'

/** Who and what would feel it if this were gone: Services and Ingresses, routes, and whose devices use it. */
export function BehindPanel({ params }: { params: Params }) {
  const behind = useView('behind', params)
  const view = behind.view
  return (
    <Section
      title="Who sits behind it"
      id="behind"
      className="later"
      meta={
        view &&
        `objects and routes as they are now; users over ${lengthOf(view.from, view.to)}, by the bytes that they sent and got`
      }
    >
      <Panel answer={behind} what="who sits behind it" height={200}>
        {view => (
          <>
            <Objects view={view} />
            <Routes view={view} />
            {view.owners.length === 0 ? (
              <State kind="waiting" title="Nobody was seen to use it in these hours">
                Users are the owners of the peers that had a path to it.
              </State>
            ) : (
              <BehindOwners owners={view.owners} />
            )}
            {view.missing.map(words => (
              <p className="faint t12" key={words}>
                <Name name={words} />
              </p>
            ))}
          </>
        )}
      </Panel>
    </Section>
  )
}

const placeOf = (object: { namespace: string | null; name: string }) =>
  object.namespace === null ? object.name : `${object.namespace}/${object.name}`

function Objects({ view: { parent, objects } }: { view: BehindView }) {
  if (!parent) return null
  return (
    <>
      <p>
        Made by the operator for {parent.kind} <Name name={placeOf(parent)} mono />.
      </p>
      {objects.length > 0 && (
        <ul className="behind" aria-label="Services and Ingresses">
          {objects.map(object => (
            <li key={`${object.kind} ${placeOf(object)}`}>
              {object.kind} <Name name={placeOf(object)} mono />{' '}
              <span className="dim">
                {object.way === 'in' ? 'reached through it' : 'leads out through it'}
                {object.what.length > 0 && (
                  <>
                    : <Name name={object.what.join(', ')} />
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

const approvedWords = {
  yes: 'approved',
  no: 'not approved: nobody can use it',
  unknown: 'approved or not: not known',
}

function Routes({ view: { routes } }: { view: BehindView }) {
  if (routes.length === 0) return null
  return (
    <ul className="behind" aria-label="Routes">
      {routes.map(({ route, isExit, approved, isAdvertised }) => (
        <li key={route}>
          <TriMark tri={approved} /> {isExit ? 'Exit node' : 'Route'} <Name name={route} mono />{' '}
          <span className="dim">
            {approvedWords[approved]}
            {!isAdvertised && ', and no pod advertises it'}
          </span>
        </li>
      ))}
    </ul>
  )
}
