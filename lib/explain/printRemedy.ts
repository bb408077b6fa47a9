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

/** A command of several lines stands at the margin: a here-document does not bear indentation. */
function commandLines(command: string): string[] {
  if (command === '') return []
  return command.includes('\n') ? command.split('\n') : [`   $ ${command}`]
}

const applies = { yes: '', no: ' Does not apply here.', unknown: ' May not apply here.' } as const

function verifyLines({ command, expect }: Remedy['verify']): string[] {
  return command === '' ? [] : ['   Check:', ...commandLines(command), `   ${expect}`]
}

/** A remedy with its patch, the command that applies it, and the one that shows whether it worked. */
export function printRemedy(remedy: Remedy, number: number): string[] {
  const { title, why, patches, checks, limits, verify, links } = remedy
  return [
    `${number}. ${title.replace(/\.$/, '')}.${applies[remedy.applies]}`,
    ...(why ? [`   ${why}`] : []),
    ...gainWords(remedy),
    ...patches.flatMap(({ object, diff, command }) => [
      `   ${object}:`,
      ...diff.map(({ sign, text }) => `     ${sign} ${text}`),
      ...commandLines(command),
    ]),
    ...checks.map(({ seen, says }) => `   Before: ${says} (${seen === 'unknown' ? 'not known' : seen})`),
    ...limits.map(limit => `   Limit: ${limit}`),
    ...verifyLines(verify),
    ...links.map(link => `   See: ${link}`),
    '',
  ]
}
