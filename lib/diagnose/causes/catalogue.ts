import { besideCauses } from './besideCauses.ts'
import type { Cause } from './cause.ts'
import { cniCauses } from './cniCauses.ts'
import { edgeCauses } from './edgeCauses.ts'
import { peerCauses } from './peerCauses.ts'
import { reachCauses } from './reachCauses.ts'
import { stateCauses } from './stateCauses.ts'
import { udpCauses } from './udpCauses.ts'

const rows = {
  ...stateCauses,
  ...udpCauses,
  ...cniCauses,
  ...edgeCauses,
  ...reachCauses,
  ...peerCauses,
  ...besideCauses,
}

/** The stable code of a cause. */
export type CauseCode = keyof typeof rows

/** Every cause that can be found, by code. */
export const catalogue: Readonly<Record<CauseCode, Cause>> = rows

/** A row by a code that came from outside, such as the store or an address; null for one that is not, or no longer, known. */
export function causeByCode(code: string): Cause | null {
  return Object.hasOwn(rows, code) ? rows[code as CauseCode] : null
}
