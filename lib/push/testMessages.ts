import type { PushMessage } from './pushMessage.ts'

const now = () => Math.floor(Date.now() / 1000)

/** A pod of Deployment shop/api, as the downward API has it. */
export const aPod = {
  namespace: 'shop',
  name: 'api-7d9c5bdf9c-x2x9z',
  uid: '5b0b2c1e-0000-4000-8000-000000000001',
  node: 'node-1',
  ip: '10.0.0.5',
  hostIp: '192.168.1.7',
  workload: null,
}

/** A message of that pod, as push.sh makes it. */
export const aMessage = (more: Partial<PushMessage> = {}): PushMessage => ({
  version: 1,
  sender: 'run-of-a-sender',
  sequence: 1,
  intervalSeconds: 30,
  measuredAt: now(),
  sentAt: now(),
  ageSeconds: 0,
  host: null,
  pod: aPod,
  status: null,
  statusFailure: null,
  metrics: null,
  metricsFailure: null,
  ...more,
})
