import type { SourceFailure } from '#lib/tailnet/failure.ts'
import type { Access } from './apiServer.ts'

/** Shorter ones are no credentials, and taking them out would garble the words. */
const shortest = 6

/** A failure without the credential that its request was sent with, should the server have repeated it. */
export function withoutToken(failure: SourceFailure, { headers }: Pick<Access, 'headers'>): SourceFailure {
  const sent = Object.entries(headers)
    .filter(([name]) => name.toLowerCase() === 'authorization')
    .map(([, value]) => value.replace(/^\w+ +/, ''))
    .filter(token => token.length >= shortest)
  return { ...failure, detail: sent.reduce((text, token) => text.replaceAll(token, '…'), failure.detail) }
}
