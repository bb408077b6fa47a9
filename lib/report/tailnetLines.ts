import type { PolicyFacts } from '#lib/tailnet/device.ts'
import type { TailnetSettings } from '#lib/tailnet/tailnetSettings.ts'
import type { Tri } from '#lib/tailnet/tri.ts'
import { counted } from './counted.ts'

/** A setting of the tailnet, what it says, and what that means for paths. */
export interface TailnetLine {
  label: string
  /** Null where no scope shows it: `means` says which one would. */
  says: string | null
  means: string
  /** A web address. */
  link: string | null
}

/** What the tailnet's settings and its policy say, as far as a path or a fix depends on it. */
export function tailnetLines(settings: TailnetSettings | null, policy: PolicyFacts | null): TailnetLine[] {
  const line = (label: string, scope: string, says: string | null, means: string, link?: string | null) => ({
    label,
    says,
    means: says === null ? `needs ${scope}` : means,
    link: link ?? null,
  })
  const flag = (label: string, scope: string, state: Tri | undefined, yes: string, no: string) =>
    line(label, scope, sayOf(state), state === 'yes' ? yes : no)
  const isElsewhere = settings?.policyKeptElsewhere
  return [
    line(
      'Policy file is kept',
      'feature_settings:read and policy_file:read',
      isElsewhere === 'yes' ? 'elsewhere' : isElsewhere === 'no' ? 'in the admin console' : null,
      isElsewhere === 'yes'
        ? 'the admin console refuses edits: grants and attributes belong into its source'
        : 'edits there take effect at once',
      settings?.policyLink,
    ),
    line(
      'Relay grants',
      'policy_file:read',
      policy && counted(policy.relayGrants.length, 'grant'),
      'without one no client uses a peer relay',
    ),
    line(
      'Random client ports',
      'policy_file:read',
      policy && (policy.randomizeClientPort ? 'on' : 'off'),
      policy?.randomizeClientPort ? 'overrides every PORT, so that forwards lead nowhere' : 'PORT holds',
    ),
    flag(
      'Clients update themselves',
      'feature_settings:read',
      settings?.autoUpdates,
      'each restarts, and finds its paths anew, when it likes (images excepted)',
      'versions change when somebody changes them',
    ),
    flag(
      'Regional routing',
      'feature_settings:read',
      settings?.regionalRouting,
      'of several routers of one subnet each client uses a near one',
      'of several routers of one subnet all clients use the same',
    ),
    flag(
      'Network flow logs',
      'logs:network:read beside feature_settings:read',
      settings?.flowLogs,
      'the admin console shows who talked to whom, some minutes later; tailpath does not read them',
      'who talks to whom is seen from the pods alone',
    ),
    line(
      'Keys end after',
      'feature_settings:read',
      settings?.keyDays ? counted(settings.keyDays, 'day') : null,
      'then a device without a tag has to log in again',
    ),
  ]
}

const sayOf = (state: Tri | undefined) => (state === 'yes' ? 'on' : state === 'no' ? 'off' : null)
