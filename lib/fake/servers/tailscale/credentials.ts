import type { IncomingMessage } from 'node:http'

/** The token of `Authorization: Bearer`. */
export const bearerOf = (request: IncomingMessage) =>
  /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]

/** User name and password of `Authorization: Basic`. The API takes a key as the user name, with no password. */
export function basicOf(request: IncomingMessage): { user: string; password: string } | undefined {
  const coded = /^Basic (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (coded === undefined) return undefined
  const [user = '', ...password] = Buffer.from(coded, 'base64').toString('utf8').split(':')
  return { user, password: password.join(':') }
}
