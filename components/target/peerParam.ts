import { parseAsString } from 'nuqs/server'

/** The peer that a pod's page draws the way to, in its address: a device's id; absent, the first of the worst. */
export const peerParam = { peer: parseAsString }
