import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits: nobody guesses one, so its plain SHA-256 may be kept. */
export const newShareToken = () => randomBytes(32).toString('base64url')

/** What is kept in the token's place. */
export const shareHash = (token: string) => createHash('sha256').update(token).digest('hex')
