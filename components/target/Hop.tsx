import type { Hop as HopView } from '#lib/report/chainView.ts'
import { hardnessWords } from '#lib/report/pathWords.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import { Certainty } from '../panel/Certainty.tsx'
import { Inline } from '../text/Inline.tsx'
import { Name } from '../text/Name.tsx'
import { HardnessSign } from './HardnessSign.tsx'
import { TriMark } from './TriMark.tsx'
import './target.css'

const udpWords: Record<Tri, string> = {
  yes: 'UDP works',
  no: 'no UDP',
  unknown: 'UDP not known',
}

/** One hop of a packet: an end with its UDP, or a layer with its NAT. A hard one has the heavier frame. */
export function Hop({ hop }: { hop: HopView }) {
  const isHard = hop.nat?.hardness === 'hard' || hop.udp === 'no'
  return (
    <div className={isHard ? 'hop hard' : 'hop'}>
      <p className="hop-t">
        <Name name={hop.title} />
      </p>
      <p className="hop-n">
        <Name name={hop.name} />
      </p>
      {hop.address && (
        <p className="mono t12 dim">
          <Name name={hop.address} />
        </p>
      )}
      <p className="hop-s">
        {hop.nat && (
          <>
            <b>
              <HardnessSign hardness={hop.nat.hardness} />
              {hardnessWords[hop.nat.hardness]}
            </b>
            {hop.nat.certainty !== 'unknown' && hop.nat.hardness !== 'unknown' && (
              <Certainty degree={hop.nat.certainty} />
            )}
          </>
        )}
        {hop.udp && (
          <>
            <TriMark tri={hop.udp} />
            {udpWords[hop.udp]}
          </>
        )}
      </p>
      {hop.note && (
        <p className="t12 dim">
          <Inline text={hop.note} />
        </p>
      )}
    </div>
  )
}
