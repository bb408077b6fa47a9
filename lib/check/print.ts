import { counted, listed } from '#lib/report/counted.ts'
import { printable } from '#lib/report/printable.ts'
import type { SourceCheck, TierCheck } from './check.ts'
import { isComplete } from './isComplete.ts'

const words: Record<TierCheck['state'], string> = {
  ok: 'ok',
  missing: 'MISSING',
  absent: 'nothing there',
  off: 'off',
  failed: 'FAILED',
}

/** The checks for a person: a paragraph per source, then what is to be added, ready to be applied. */
export function print(checks: readonly SourceCheck[]): string {
  return `${checks.map(source).join('\n\n')}\n\n${closing(checks)}\n`
}

function source({ source, account, tiers }: SourceCheck): string {
  const as = account === null ? '' : `, as ${printable(account)}`
  return [`${printable(source)}${as}`, ...tiers.flatMap(tierLines)].join('\n')
}

function tierLines(check: TierCheck): string[] {
  const { tier, what, namespaces, state, isAskedFor, says, add } = check
  const where = namespaces && namespaces.length > 0 ? ` in ${listed(namespaces, 5)}` : ''
  const word = state === 'missing' && !isAskedFor ? 'not given, not needed' : words[state]
  const line = `  ${tier}  ${`${what}${where}`.padEnd(30)}  ${word}: ${printable(says)}`
  if (!add) return [line]
  return [
    line,
    `      ${add.how}`,
    ...add.text
      .trimEnd()
      .split('\n')
      .map(each => `      | ${each}`),
  ]
}

function closing(checks: readonly SourceCheck[]): string {
  if (isComplete(checks)) return 'All that is asked for is there.'
  const asked = checks.flatMap(({ tiers }) => tiers).filter(({ isAskedFor }) => isAskedFor)
  const missing = asked.filter(({ state }) => state === 'missing').length
  const failed = asked.filter(({ state }) => state === 'failed').length
  const parts = [
    ...(missing > 0 ? [`${counted(missing, 'right')} ${missing === 1 ? 'is' : 'are'} missing`] : []),
    ...(failed > 0 ? [`${counted(failed, 'question')} had no answer`] : []),
  ]
  return `${parts.join(', ')}.`
}
