/** Causes that stop UDP before it leaves the node. */
const inPod = new Set(['udp-blocked-netpol', 'no-udp-bind', 'forced-derp-env'])

/** Where the UDP of a side that has none ends, by its causes: in the pod's own network, else at the edge. */
export function udpStop(codes: string[]): 'pod' | 'edge' {
  return codes.some(code => inPod.has(code)) ? 'pod' : 'edge'
}
