import { hardnessWords } from '#lib/report/pathWords.ts'
import type { NatChain, NatLayer } from '#lib/tailnet/finding.ts'
import { Certainty } from '../panel/Certainty.tsx'
import { HardnessSign } from '../target/HardnessSign.tsx'
import { TriMark } from '../target/TriMark.tsx'
import { Inline } from '../text/Inline.tsx'
import { Name } from '../text/Name.tsx'
import '../target/target.css'
import './links.css'

const udpWords = { yes: 'comes through', no: 'none', unknown: 'not known' } as const
const inboundWords = {
  yes: 'lets unsolicited UDP in',
  no: 'lets in only replies',
  unknown: 'not known',
} as const

/** One side's way out: its layers, its UDP, and whether anyone may come in unasked. */
export function Layers({ chain }: { chain: NatChain }) {
  const { l1, l2, udp, inbound, seenAs, publicAddresses } = chain
  return (
    <dl className="layers">
      <dt>L1</dt>
      <dd>
        <Layer layer={l1} />
      </dd>
      <dt>L2</dt>
      <dd>
        <Layer layer={l2} />
      </dd>
      <dt>UDP</dt>
      <dd>
        <TriMark tri={udp} /> {udpWords[udp]}
      </dd>
      <dt>Way in</dt>
      <dd>
        <TriMark tri={inbound.reachable} /> {inboundWords[inbound.reachable]}
        {inbound.why && (
          <span className="dim t12">
            {' '}
            <Inline text={inbound.why} />
          </span>
        )}
      </dd>
      <dt>Seen as</dt>
      <dd className="mono t12">
        {seenAs.length + publicAddresses.length === 0 ? (
          <span className="faint">?</span>
        ) : (
          <Name name={(seenAs.length > 0 ? seenAs : publicAddresses).slice(0, 4).join(', ')} />
        )}
      </dd>
    </dl>
  )
}

function Layer({ layer: { hardness, certainty, name, why } }: { layer: NatLayer }) {
  return (
    <>
      <b>
        <HardnessSign hardness={hardness} />
        {hardnessWords[hardness]}
      </b>
      {certainty !== 'unknown' && hardness !== 'unknown' && <Certainty degree={certainty} />}{' '}
      <Name name={name} />
      {why && (
        <span className="dim t12">
          {'. '}
          <Inline text={why} />
        </span>
      )}
    </>
  )
}
