import type { Remedy } from '#lib/tailnet/finding.ts'

function gainWords({ gain, certainty }: Remedy): string[] {
  if (!gain) return []
  const off = gain.derpBefore - gain.derpAfter
  const to = [
    ...(gain.directAfter > 0 ? [`${gain.directAfter} direct`] : []),
    ...(gain.relayAfter > 0 ? [`${gain.relayAfter} by peer relay`] : []),
  ]
  return [
    `   Takes ${off} of ${gain.derpBefore} links off DERP (predicted, ${certainty})${to.length > 0 ? `: then ${to.join(', ')}` : ''}.`,
  ]
}

const applies = { yes: '', no: ' Does not apply here.', unknown: ' May not apply here.' } as const

/** A remedy with its patch, the command that applies it, and the one that shows whether it worked. */
export function printRemedy(remedy: Remedy): string[] {
  const { title, why, patches, checks, limits, verify, links } = remedy
  return [
    `${title}.${applies[remedy.applies]}`.replace('..', '.'),
    ...(why ? [`   ${why}`] : []),
    ...gainWords(remedy),
    ...patches.flatMap(({ object, diff, command }) => [
      `   ${object}:`,
      ...diff.map(({ sign, text }) => `     ${sign} ${text}`),
      ...command.split('\n').map(line => `   $ ${line}`),
    ]),
    ...checks.map(({ seen, says }) => `   Before: ${says} (${seen === 'unknown' ? 'not known' : seen})`),
    ...limits.map(limit => `   Limit: ${limit}`),
    ...(verify.command ? [`   Check: ${verify.command}`, `          ${verify.expect}`] : []),
    ...links.map(link => `   See: ${link}`),
  ]
}
