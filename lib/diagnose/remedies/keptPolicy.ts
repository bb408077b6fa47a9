import type { TailnetSettings } from '#lib/tailnet/tailnetSettings.ts'
import type { RemedyPatch } from './objectPatch.ts'
import { shellComment } from './shellQuote.ts'

/**
 * Patches of the policy file where the admin console refuses edits of it: with the place of its source, and why the console is
 * of no use. The address stands in the command alone, which is not shown to strangers.
 */
export function keptPolicy(
  settings: TailnetSettings | null,
  patches: readonly RemedyPatch[],
): { patches: RemedyPatch[]; limits: string[] } {
  const isPolicy = ({ object }: RemedyPatch) => object === 'tailnet policy file'
  if (settings?.policyKeptElsewhere !== 'yes' || !patches.some(isPolicy))
    return { patches: [...patches], limits: [] }
  const where = settings.policyLink ?? 'its source (GitOps or Terraform; the tailnet names no address)'
  const comment = shellComment(`The policy file is kept elsewhere. Change it there: ${where}`)
  return {
    patches: patches.map(patch =>
      isPolicy(patch) ? { ...patch, command: [comment, patch.command].filter(Boolean).join('\n') } : patch,
    ),
    limits: [
      'The policy file is kept outside of the admin console, which refuses edits of it: put the change into its source.',
    ],
  }
}
