import type { KubeObject } from '../model.ts'
import { podSpec, podStatus, tailscaleContainer } from './kubeShape.ts'
import { isTailscalePod } from './presences.ts'
import { processStart } from './process.ts'
import type { Seat } from './stage.ts'
import { stamp } from './stamp.ts'

/** Pods whose container was restarted since their status was written, with the status that the kubelet would write. */
export function restartedPods(
  objects: readonly KubeObject[],
  seatOf: (pod: KubeObject) => Seat,
  now: Date,
): KubeObject[] {
  return objects.filter(isTailscalePod).flatMap(pod => {
    const { restarts } = seatOf(pod)
    const status = podStatus(pod)
    if (!restarts || !status.startTime) return []
    const first = Date.parse(status.startTime) / 1000
    const start = processStart(first, restarts, now.getTime() / 1000)
    if (start === null || start === first) return []
    const restartCount = 1 + Math.floor((start - first) / restarts.everySeconds)
    const name = tailscaleContainer(podSpec(pod))?.name
    const before = status.containerStatuses?.find(container => container.name === name)
    if (!before || before.restartCount >= restartCount) return []
    const after = {
      ...before,
      restartCount,
      state: { running: { startedAt: stamp(start).replace(/\.\d+Z$/, 'Z') } },
      lastState: {
        terminated: {
          exitCode: 137,
          reason: 'OOMKilled',
          finishedAt: stamp(start - restarts.outageSeconds).replace(/\.\d+Z$/, 'Z'),
        },
      },
    }
    const containerStatuses = status.containerStatuses?.map(container =>
      container === before ? after : container,
    )
    return [{ ...pod, status: { ...status, containerStatuses } }]
  })
}
