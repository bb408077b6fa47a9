import { randomBytes } from 'node:crypto'
import type { Live, World } from '../../model.ts'
import type { Faults } from '../http/faults.ts'
import type { RequestLog } from '../http/requestLog.ts'
import { serve } from '../http/serve.ts'
import { answerKube } from './answerKube.ts'
import type { ApiSide } from './apiSide.ts'
import { plainFailure } from './kubeStatus.ts'
import { Snapshots } from './listObjects.ts'
import { ObjectStore } from './objectStore.ts'
import { resourceKinds } from './resourceKinds.ts'
import type { Rights } from './rights.ts'
import { upgradeKube } from './upgradeKube.ts'

export interface RunningCluster {
  name: string
  uid: string
  url: string
  token: string
  store: ObjectStore
  /** Lets the controllers act until they are at rest. Throws where they never are. */
  settle(): void
  compact(): void
  cut(route: RegExp): void
  close(): Promise<void>
}

/** Replacing a pod takes one turn, the garbage it leaves another. */
const mostTurns = 10

/** Starts the API server of one cluster of a world. */
export async function startCluster(parts: {
  definition: World['clusters'][number]
  world: World
  /** Of all clusters: a link may end in another one. */
  live: Live
  now: () => Date
  log: RequestLog
  faults: Faults
  rights: Rights
}): Promise<RunningCluster> {
  const { definition, world, live, now, log, faults, rights } = parts
  const { name, uid, version, objects } = definition
  const store = new ObjectStore(objects)
  const snapshots = new Snapshots()

  function settle(): void {
    for (let turn = 0; turn < mostTurns; turn++) {
      const { put, remove } = world.reconcile(name, live, now())
      if (put.length + remove.length === 0) return
      for (const { kind, metadata } of remove) {
        store.remove({ kind, namespace: metadata.namespace, name: metadata.name })
      }
      for (const object of put) store.put(object)
    }
    throw new Error(`the controllers of ${name} do not come to rest`)
  }

  const side: ApiSide = {
    name,
    version,
    token: randomBytes(24).toString('base64url'),
    store,
    snapshots,
    kinds: resourceKinds(objects),
    rights,
    now,
    voice: pod => world.voice(name, pod, live, now()),
    settle,
  }
  const served = await serve({
    cluster: name,
    log,
    faults,
    failure: plainFailure,
    answer: (request, response) => answerKube(side, request, response),
    upgrade: (request, socket, head) => upgradeKube(side, request, socket, head),
  })
  return {
    name,
    uid,
    url: served.url,
    token: side.token,
    store,
    settle,
    compact: () => {
      store.forget(store.version)
      snapshots.forget()
    },
    cut: served.cut,
    close: served.close,
  }
}
