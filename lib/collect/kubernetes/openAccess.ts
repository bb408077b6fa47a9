import { Agent } from 'node:http'
import type { PodFacts } from '#lib/tailnet/cluster.ts'
import type { Outcome } from '#lib/tailnet/failure.ts'
import { clusterId } from '#lib/tailnet/ids.ts'
import { failed } from '../failed.ts'
import { apiServer } from './apiServer.ts'
import { type Action, askAccess } from './askAccess.ts'
import { askAccount } from './askAccount.ts'
import { kubeText } from './kubeText.ts'
import { listKind } from './listKind.ts'
import { podMetrics } from './podMetrics.ts'
import type { KubeContext } from './readKubeconfig.ts'
import { toClusterFacts } from './toClusterFacts.ts'
import { watchedKinds } from './watchedKinds.ts'

/** What an account may do in a cluster, without doing it. */
export interface ClusterAccess {
  /** Whom the server takes us for; null where it is too old to tell. Fails where it is not reached or refuses us. */
  account(): Promise<Outcome<string | null>>
  may(action: Action): Promise<Outcome<boolean>>
  /** Is there an API of this group? Every account may ask. */
  serves(group: string): Promise<Outcome<boolean>>
  /** Pods with tailscale. Needs the right to list pods. */
  pods(): Promise<Outcome<PodFacts[]>>
  /** Asks a pod for its metrics at its own address. */
  reach(pod: PodFacts): Promise<Outcome<string>>
  close(): void
}

const limits = { timeoutMs: 15_000, limitBytes: 4 * 1024 * 1024 }

export function openAccess(context: KubeContext, now: () => Date, stop: AbortSignal): ClusterAccess {
  const opened = apiServer(context, now)
  if (!opened.ok) {
    const answer = () => Promise.resolve(opened)
    return { account: answer, may: answer, serves: answer, pods: answer, reach: answer, close() {} }
  }
  const server = opened.value
  const agent = new Agent()
  return {
    account: () => askAccount(server, stop),
    may: action => askAccess(server, action, stop),
    async serves(group) {
      const answer = await kubeText(
        server,
        { what: `API group ${group}`, path: `/apis/${group}` },
        limits,
        stop,
      )
      if (answer.ok) return { ok: true, value: true }
      return answer.failure.code === 'not_found' ? { ok: true, value: false } : answer
    },
    async pods() {
      const kind = watchedKinds.find(({ plural }) => plural === 'pods')
      if (!kind) return failed('unknown', 'pods are not among the watched kinds')
      const list = await listKind(server, kind, stop)
      if (!list.ok) return list
      const objects = [...list.value.objects.values()]
      const facts = toClusterFacts({ id: clusterId('unread'), name: context.name, objects, unseen: [] })
      return { ok: true, value: facts.pods }
    },
    reach: ({ namespace, name, podIps }) =>
      podMetrics(
        { what: `metrics of ${namespace}/${name} at its address`, podIps, port: 9002, agent, now: now() },
        { timeoutMs: 3_000, limitBytes: limits.limitBytes },
        stop,
      ),
    close() {
      server.close()
      agent.destroy()
    },
  }
}
