import type { Device } from './device.ts'
import type { Diagnosis, NatChain } from './finding.ts'
import type { DeviceId } from './ids.ts'
import type { Path, PathKind } from './path.ts'
import type { NetInfo } from './reading.ts'
import type { CauseMark, LinkStanding, TargetPlace } from './standing.ts'

/** The pod that a device is, or was. */
export interface EndPod {
  place: TargetPlace
  name: string
  node: string | null
  ip: string | null
  goneAt: Date | null
  /** What its own client says of its NAT, from log or netcheck. */
  netInfo: NetInfo | null
  /** Last good look at its paths; null where nobody looks. */
  statusAt: Date | null
}

/** One end of a link: a device of the tailnet, whether it is a pod or not. */
export interface DeviceEnd {
  id: DeviceId
  /** MagicDNS name; of a device that the control plane does not list, what its peers call it. */
  name: string
  /** Null where it is not in the device list: not read, or gone before it was. */
  device: Device | null
  /** Only the status of pods names it: nothing of its owner, its NAT or its routes is known. */
  isTold: boolean
  firstSeen: Date | null
  goneAt: Date | null
  pod: EndPod | null
}

/** What a target's diagnosis says of one of its links. */
export type JudgedLink = Pick<Diagnosis['peers'][number], 'expected' | 'dependsOn' | 'causes' | 'chain'>

/** A link towards a device, with what its observer's diagnosis says of it. */
export interface LinkTowards {
  observer: DeviceId
  place: TargetPlace
  pod: string
  path: Path
  since: Date
  idleSince: Date | null
  /** The observer's own way out. */
  own: Pick<NatChain, 'l1' | 'l2' | 'udp'> | null
  judged: JudgedLink | null
  /** What the device itself says of the way back, where it is looked into too. */
  back: Path | null
}

/** How many links go to and come from a device, by path now. A link that pauses counts as idle. */
export interface LinkKinds {
  towards: Record<PathKind, number>
  from: Record<PathKind, number>
}

/** A device that the internet sees at the same address as another. */
export interface Neighbour {
  id: DeviceId
  name: string
  address: string
  device: Device
  place: TargetPlace | null
}

/** One direction of a link as its observer last saw it, with the observer's diagnosis. */
export interface Direction {
  observer: DeviceId
  peer: DeviceId
  link: LinkStanding | null
  target: TargetPlace | null
  diagnosis: { body: Diagnosis; computedAt: Date } | null
}

/** Why something came up in a search: the field and the text in it that matched, and how well. */
export interface Match {
  field: string
  text: string
  rank: 'exact' | 'start' | 'part'
  /** Among fields that match as well the one with the lower number goes first: a name before a namespace. */
  place: number
}

export type SearchHit =
  | {
      kind: 'target'
      place: TargetPlace
      goneAt: Date | null
      /** Of its running pods. */
      devices: DeviceId[]
      links: Record<PathKind, number>
      causes: CauseMark[]
      match: Match
    }
  | {
      kind: 'device'
      id: DeviceId
      name: string
      owner: string
      os: string
      goneAt: Date | null
      links: Record<PathKind, number>
      match: Match
    }
