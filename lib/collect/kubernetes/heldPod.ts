import { type HeldParts, heldMetadata, listOf, partOf, pick, type WireParts } from './heldObject.ts'
import { mayRunTailscale } from './mayRunTailscale.ts'

/**
 * Of a pod that may run tailscale, all but volumes, tolerations and the conditions that a probe moves. Of any other, its
 * labels, its node and its host ports: there may be ten thousand of them.
 */
export function heldPod(pod: WireParts): HeldParts {
  const spec = partOf(pod.spec)
  const status = partOf(pod.status)
  const metadata = heldMetadata(pod)
  if (mayRunTailscale(pod)) {
    const { volumes: _, tolerations: __, imagePullSecrets: ___, ...kept } = spec
    return { metadata, spec: kept, status: heldStatus(status) }
  }
  const shortened = (list: unknown) => listOf(list).map(each => onlyPorts(each, spec.hostNetwork === true))
  return {
    metadata: { ...pick(metadata, 'uid', 'labels'), name: metadata.name, namespace: metadata.namespace },
    spec: {
      ...pick(spec, 'nodeName', 'hostNetwork'),
      containers: shortened(spec.containers),
      initContainers: shortened(spec.initContainers),
    },
    status: pick(status, 'phase'),
  }
}

/** On the host's network every declared port is one of the host's. */
function onlyPorts(container: unknown, hostNetwork: boolean): Record<string, unknown> {
  const kept = pick(partOf(container), 'name', 'restartPolicy')
  const ports = listOf(partOf(container).ports)
  const ofHost = hostNetwork ? ports : ports.filter(port => partOf(port).hostPort !== undefined)
  return ofHost.length > 0 ? { ...kept, ports: ofHost } : kept
}

function heldStatus(status: Record<string, unknown>): Record<string, unknown> {
  const counts = (list: unknown) => listOf(list).map(each => pick(partOf(each), 'name', 'restartCount'))
  return {
    ...pick(status, 'phase', 'podIP', 'podIPs', 'hostIP', 'hostIPs', 'startTime'),
    containerStatuses: counts(status.containerStatuses),
    initContainerStatuses: counts(status.initContainerStatuses),
  }
}
