import type { DiagnoseInput } from '#lib/diagnose/input.ts'
import type { Certainty, Diagnosis, Expected, Finding } from '#lib/tailnet/finding.ts'
import type { PathKind } from '#lib/tailnet/path.ts'

/** What `explain --json` prints. */
export interface Answer {
  device: string
  pod: { namespace: string; name: string } | null
  /** Every peer of the status, in its order. `causes` are those of the link, whichever side they are on. */
  links: { peer: string; path: PathKind; expected: Expected; causes: string[] }[]
  /** Those of the subject's own side: of the pod, its node, its network. */
  causes: { code: string; certainty: Certainty; missing: string[] }[]
}

const certainties: readonly Certainty[] = ['certain', 'likely', 'possible']
export const surestFirst = (a: { certainty: Certainty }, b: { certainty: Certainty }) =>
  certainties.indexOf(a.certainty) - certainties.indexOf(b.certainty)

function isOwn({ subject }: Finding, device: Diagnosis['device']): boolean {
  switch (subject.kind) {
    case 'target':
      return true
    case 'device':
      return subject.device === device
    case 'link':
      return false
  }
}

/** Findings of the subject's own side, the surest of each code, surest first. */
export function ownFindings({ findings, device }: Pick<Diagnosis, 'findings' | 'device'>): Finding[] {
  const own = findings.filter(finding => isOwn(finding, device))
  const sorted = own.toSorted(surestFirst)
  return sorted.filter((finding, index) => sorted.findIndex(each => each.code === finding.code) === index)
}

/** The diagnosis as `explain --json` prints it. */
export function answer(input: DiagnoseInput, diagnosis: Diagnosis): Answer {
  const judged = new Map(diagnosis.peers.map(peer => [peer.peer, peer]))
  return {
    device: input.deviceId ?? '',
    pod: input.pod && { namespace: input.pod.namespace, name: input.pod.name },
    links: input.links.map(({ peer, peerName, path }) => ({
      peer: peerName,
      path: path.kind,
      expected: judged.get(peer)?.expected ?? 'depends',
      causes: judged.get(peer)?.causes ?? [],
    })),
    causes: ownFindings(diagnosis).map(({ code, certainty, missing }) => ({
      code,
      certainty,
      missing: missing.map(({ what }) => what),
    })),
  }
}
