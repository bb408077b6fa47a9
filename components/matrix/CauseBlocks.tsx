import { counted, listed } from '#lib/report/counted.ts'
import type { CauseBlock } from '#lib/report/matrixCauses.ts'
import type { MatrixView } from '#lib/report/matrixView.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { Certainty } from '../panel/Certainty.tsx'
import { Section } from '../panel/Section.tsx'
import { State } from '../panel/State.tsx'
import { Name } from '../text/Name.tsx'
import '../table/table.css'

/** What the DERP links of the picture share, in words. */
export function CauseBlocks({ view: { causes, parts } }: { view: MatrixView }) {
  return (
    <div className="cols">
      <Section
        title="Blocks in this picture"
        meta={`${counted(parts.derp, 'DERP link')}, each under the cause that explains it first`}
      >
        {causes.length === 0 ? (
          <State kind="good" title="No link in this picture is on DERP" />
        ) : (
          <table className="stacked">
            <thead>
              <tr>
                <th scope="col">What they share</th>
                <th scope="col" className="num">
                  On DERP
                </th>
                <th scope="col">Block</th>
                <th scope="col">Certainty</th>
                <th scope="col">If fixed</th>
              </tr>
            </thead>
            <tbody>
              {causes.map(block => (
                <Row key={block.code ?? ''} block={block} />
              ))}
            </tbody>
          </table>
        )}
      </Section>
    </div>
  )
}

function Row({ block }: { block: CauseBlock }) {
  return (
    <tr>
      <td>
        {block.code === null ? (
          block.title
        ) : (
          <KeptLink className="rowlink med" href={`/causes/${encodeURIComponent(block.code)}`}>
            {block.title}
          </KeptLink>
        )}
      </td>
      <td data-label="On DERP" className="num">
        {counted(block.links, 'link')}
      </td>
      <td data-label="Block">
        <Name name={listed(block.rows)} /> <span className="faint">against</span>{' '}
        <Name name={listed(block.columns)} />
      </td>
      <td data-label="Certainty">
        {block.certainty ? <Certainty degree={block.certainty} /> : <span className="faint">–</span>}
      </td>
      <td data-label="If fixed" className="med">
        {block.fixable > 0 ? (
          `${block.fixable} off DERP`
        ) : block.code === null ? (
          <span className="faint">?</span>
        ) : (
          <span className="dim">Nothing on our side</span>
        )}
      </td>
    </tr>
  )
}
