import type { Remedy } from '#lib/tailnet/finding.ts'
import type { JudgedPeer } from '../judgement.ts'
import type { Scene } from './scene.ts'
import { shellComment, shellLine } from './shellQuote.ts'

/**
 * The check that shows whether it worked: a ping that stops at the first direct answer (KB 1080), from the pod to a
 * peer whose link should change; from the peer where the pod has no CLI.
 */
export function verifyBy(scene: Scene, via: 'direct' | 'peer_relay' = 'direct') {
  return (peer: JudgedPeer | null): Remedy['verify'] => {
    const { pod, input } = scene
    const own = input.own.device?.hostname ?? pod?.name ?? 'this host'
    const peerName = (peer ?? exemplar(scene))?.peerName ?? '<peer>'
    const inPod = pod?.hasCli ? execInto(scene) : null
    const other = inPod ? peerName : own
    const ping = shellLine('ping', '-c', 20, other)
    return {
      command: inPod ? `${inPod} ${ping}` : `${shellComment(`on ${peerName}`)}\ntailscale ${ping}`,
      expect:
        via === 'direct'
          ? `\`pong from ${other} (…) via <address>:<port>\`, not \`via DERP(…)\`. The first answers may still come by DERP.`
          : `\`pong from ${other} (…) via peer-relay(<address>:<port>:vni:…)\`, not \`via DERP(…)\`.`,
    }
  }
}

/** `kubectl … exec … -- tailscale --socket=…`: the container's name and socket are the pod's own. */
export function execInto(scene: Scene): string | null {
  const { pod } = scene
  if (!pod) return null
  const socket = pod.socket === null ? [] : [`--socket=${pod.socket}`]
  return shellLine(
    'kubectl',
    '-n',
    pod.namespace,
    'exec',
    place(pod),
    '-c',
    pod.container.name,
    '--',
    'tailscale',
    ...socket,
  )
}

/** Names that outlive the change: a Deployment's pods get new ones, a StatefulSet's do not. */
function place(pod: NonNullable<Scene['pod']>): string {
  const { kind, name } = pod.workload
  if (kind === 'Deployment') return `deploy/${name}`
  return kind === 'DaemonSet' ? `ds/${name}` : pod.name
}

/** A peer with UDP of its own, so that the answer is about this side. */
const exemplar = ({ derpPeers }: Scene): JudgedPeer | null =>
  derpPeers.find(peer => peer.chain.udp === 'yes') ??
  derpPeers.find(peer => peer.chain.udp !== 'no') ??
  derpPeers[0] ??
  null
