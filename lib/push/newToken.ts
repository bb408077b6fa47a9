import { randomBytes } from 'node:crypto'

/** 256 random bits: nobody guesses one, so its plain SHA-256 may be kept. The head lets scanners of secrets know it. */
export const newToken = () => `tailpath_push_${randomBytes(32).toString('base64url')}`
