import { createHash } from 'node:crypto'

/**
 * A token as it is kept. It holds 256 random bits, so a plain hash cannot be guessed backwards, and finding it by an index
 * tells nothing of how near a guess was.
 */
export const tokenHash = (token: string) => createHash('sha256').update(token).digest('hex')
