'use client'

import type { NodeRow } from '#lib/report/clusterNodes.ts'
import { counted } from '#lib/report/counted.ts'
import { useView } from '../live/useView.ts'
import type { Params } from '../live/views.ts'
import { Panel } from '../panel/Panel.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { TriMark } from '../target/TriMark.tsx'
import { Name } from '../text/Name.tsx'
import '../table/table.css'
import './clusters.css'

/** So many stand there at once: of a thousand nodes the first tell, and those without an address come first. */
const most = 50

/** Nodes with and without a public address: what decides whether a pod can be made reachable. */
export function NodesPanel({ params }: { params: Params }) {
  return (
    <Section title="Nodes" meta="those without a public address first" id="nodes">
      <Panel answer={useView('cluster', params)} what="nodes" height={240}>
        {({ nodes, hasObjects }) =>
          nodes.length === 0 ? (
            <State kind="waiting" title={hasObjects ? 'No node is listed' : 'Its nodes are not known'}>
              {hasObjects
                ? 'The account of tailpath may list none, or there is none.'
                : 'Nodes come from the API server; what pushes tells of itself alone.'}
            </State>
          ) : (
            <>
              <Table nodes={nodes.slice(0, most)} />
              {nodes.length > most && (
                <details className="cluster-more">
                  <summary>{counted(nodes.length - most, 'more node')}</summary>
                  <Table nodes={nodes.slice(most)} />
                </details>
              )}
            </>
          )
        }
      </Panel>
    </Section>
  )
}

function Table({ nodes }: { nodes: NodeRow[] }) {
  return (
    <table className="mid stacked">
      <thead>
        <tr>
          <th scope="col">Node</th>
          <th scope="col">Public address</th>
          <th scope="col">Inside</th>
          <th scope="col">Kubelet</th>
          <th scope="col">Tailscale pods</th>
        </tr>
      </thead>
      <tbody>
        {nodes.map(node => (
          <tr key={node.name}>
            <td>
              <Name name={node.name} mono />
              {node.zone && (
                <span className="sub">
                  <Name name={node.zone} />
                </span>
              )}
            </td>
            <td data-label="Public">
              <TriMark tri={node.isPublic} /> <Name name={node.words} mono={node.isPublic === 'yes'} />
            </td>
            <td data-label="Inside">
              <Name name={node.internal.join(', ')} mono />
            </td>
            <td data-label="Kubelet" className="dim">
              <Name name={node.kubelet} />
            </td>
            <td data-label="Pods">
              {node.pods.length === 0 ? (
                <span className="faint">none</span>
              ) : (
                <>
                  <Name name={node.pods.slice(0, 2).join(', ')} mono />
                  {node.pods.length > 2 && ` and ${node.pods.length - 2} more`}
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
