import type { Diagnosis, Finding, FindingSubject } from '#lib/tailnet/finding.ts'
import { ownFindings, surestFirst } from './answer.ts'

/** A cause as the text lists it. */
export interface ListedCause {
  /** From 1, over both sides: the table of links refers to it. */
  number: number
  isOwn: boolean
  finding: Finding
  /** Names of the peers that the finding is about, where it is about links; the evidence is that of the first. */
  peers: string[]
}

/** Every cause once: those of the subject's own side, then those of single links, each surest first. */
export function causeList(diagnosis: Diagnosis): ListedCause[] {
  const own = ownFindings(diagnosis)
  const names = new Map(diagnosis.peers.map(peer => [peer.peer, peer.peerName]))
  const others = diagnosis.findings.filter(finding => !own.some(({ code }) => code === finding.code))
  const byCode = [...Map.groupBy(others.toSorted(surestFirst), ({ code }) => code).values()]
  const rows = [
    ...own.map(finding => ({ isOwn: true, finding, peers: [] })),
    ...byCode.flatMap(findings => {
      const [finding] = findings
      return finding ? [{ isOwn: false, finding, peers: peersOf(findings, names) }] : []
    }),
  ]
  return rows.map((row, index) => ({ number: index + 1, ...row }))
}

function peersOf(findings: readonly Finding[], names: ReadonlyMap<string, string>): string[] {
  return findings.flatMap(({ subject }) => {
    const peer = peerOf(subject)
    return peer === null ? [] : [names.get(peer) ?? peer]
  })
}

function peerOf(subject: FindingSubject): string | null {
  switch (subject.kind) {
    case 'target':
      return null
    case 'device':
      return subject.device
    case 'link':
      return subject.peer
  }
}
