import type { NatChain } from '#lib/tailnet/finding.ts'
import type { Agreement, DirectionView, EndView } from './linkView.ts'
import { pathName } from './pathWords.ts'

export interface LinkVerdict {
  headline: string
  reasons: string[]
}

interface VerdictInput {
  a: EndView
  b: EndView
  directions: DirectionView[]
  agreement: Agreement
}

type Stance = 'open' | 'no UDP' | 'hard' | 'easy' | 'unknown'

/** What decides at one end: whether it has UDP, lets it in unasked, or keeps one port. */
function stanceOf(chain: NatChain | null): Stance {
  if (!chain) return 'unknown'
  if (chain.udp === 'no') return 'no UDP'
  if (chain.inbound.reachable === 'yes') return 'open'
  if (chain.side === 'hard') return 'hard'
  return chain.side === 'unknown' ? 'unknown' : 'easy'
}

/** One sentence for a link: its path, and which end stands in the way. */
export function linkVerdict({ a, b, directions, agreement }: VerdictInput): LinkVerdict {
  const [first, second] = directions.filter(direction => direction.peer.since !== null)
  const blame = directions.some(({ isNear }) => isNear)
    ? 'Both stand in one network and reach each other’s own addresses: no NAT is between them.'
    : whoIsHard(a, b)
  const expected = expectedOf(directions)
  if (!first || agreement === 'unseen') {
    return {
      headline: `No traffic between ${a.short} and ${b.short} has been seen.`,
      reasons: [blame, ...expected],
    }
  }
  if (agreement === 'one_way' && second) {
    return {
      headline: `One way: ${first.title} is ${spoken(first)}, ${second.title} is ${spoken(second)}.`,
      reasons: ['Each end says how its own packets leave; neither is an average.', blame],
    }
  }
  const worst = second && carriesNothing(first) && !carriesNothing(second) ? second : first
  if (carriesNothing(worst)) {
    return {
      headline: `Nothing flows between ${a.short} and ${b.short} now: ${spoken(worst)}.`,
      reasons: [blame, ...expected],
    }
  }
  if (worst.peer.kind === 'direct') {
    return { headline: `${a.short} and ${b.short} are direct.`, reasons: [blame, ...expected] }
  }
  return {
    headline: `${a.short} and ${b.short} talk through ${worst.peer.kind === 'derp' ? worst.peer.text : 'a peer relay'}: ${blameShort(a, b)}.`,
    reasons: [blame, ...expected],
  }
}

const carriesNothing = ({ peer: { kind } }: DirectionView) =>
  kind !== 'direct' && kind !== 'derp' && kind !== 'peer_relay'

const spoken = ({ peer }: DirectionView) => (peer.kind === 'derp' ? peer.text : pathName[peer.kind])

/** What is measured beside what is predicted, where the two differ. */
function expectedOf(directions: DirectionView[]): string[] {
  const [first] = directions
  if (!first?.expected) return []
  if (first.expected === 'depends') {
    return first.peer.dependsOn
      ? [`What it should be is open: it depends on ${first.peer.dependsOn.replace(/\.$/, '')}.`]
      : []
  }
  if (carriesNothing(first)) return [`Predicted: ${pathName[first.expected]}.`]
  return first.expected === first.peer.kind
    ? ['That is what was predicted.']
    : [`Predicted was ${pathName[first.expected]}.`]
}

function blameShort(a: EndView, b: EndView): string {
  const [one, other] = [stanceOf(a.chain), stanceOf(b.chain)]
  if (one === 'no UDP' && other === 'no UDP') return 'neither has UDP'
  if (one === 'no UDP' || other === 'no UDP') return `${one === 'no UDP' ? a.short : b.short} has no UDP`
  if (one === 'open' || other === 'open') return `although ${one === 'open' ? a.short : b.short} lets UDP in`
  if (one === 'hard' && other === 'hard') return 'both sides are hard'
  if (one === 'hard' || other === 'hard') return `${one === 'hard' ? a.short : b.short} is hard`
  return one === 'unknown' || other === 'unknown' ? 'one side is not known' : 'no hard side was seen'
}

function whoIsHard(a: EndView, b: EndView): string {
  const [one, other] = [stanceOf(a.chain), stanceOf(b.chain)]
  const name = (is: Stance) => (one === is ? a.short : b.short)
  const rest = (is: Stance) => (one === is ? b.short : a.short)
  if (one === 'no UDP' || other === 'no UDP') {
    return one === other
      ? 'No UDP leaves either side: only DERP is left.'
      : `No UDP leaves ${name('no UDP')}: nothing at ${rest('no UDP')} makes the link direct.`
  }
  if (one === 'open' || other === 'open') {
    return `${one === other ? 'Both let' : `${name('open')} lets`} unsolicited UDP in, and one such side is enough.`
  }
  if (one === 'hard' && other === 'hard') {
    return 'Each side uses another port for every destination. Opening one of the two is enough.'
  }
  if (one === 'hard' || other === 'hard') {
    const isKnown = one !== 'unknown' && other !== 'unknown'
    return `${name('hard')} uses another port for every destination, and ${rest('hard')} ${isKnown ? 'lets in only replies' : 'is not known to let it in'}.`
  }
  if (one === 'unknown' || other === 'unknown') {
    return `The NAT of ${one === other ? 'either side' : name('unknown')} was not measured.`
  }
  return 'Both sides keep one port for every destination.'
}
