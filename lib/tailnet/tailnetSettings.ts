import type { Tri } from './tri.ts'

/**
 * `GET /tailnet/{tailnet}/settings`, as far as a path, a remedy or a person depends on it. "unknown" where a scope hides a
 * field: `policy_file:read` shows where the policy is kept, `logs:network:read` the flow logs, `feature_settings:read` the rest.
 */
export interface TailnetSettings {
  /** GitOps, Terraform and the like keep the policy file: the admin console refuses edits. */
  policyKeptElsewhere: Tri
  /** A web address that somebody typed: the repository, mostly. */
  policyLink: string | null
  /** Clients update themselves: each restarts, and finds its paths anew, when it likes. */
  autoUpdates: Tri
  /** Of several routers of one subnet a near one is used. */
  regionalRouting: Tri
  /** Premium and Enterprise: who talked to whom, told by the clients some minutes later. */
  flowLogs: Tri
  /** Days after which a device has to log in again. */
  keyDays: number | null
}
