import type { Effort } from '#lib/tailnet/finding.ts'

/** How much a change touches. */
export const effortWords: Record<Effort, string> = {
  field: 'one field',
  workload: 'the workload',
  move: 'the workload, which moves',
  new_object: 'a new object',
  cluster: 'the whole cluster',
  network: 'the network of the cloud',
  elsewhere: 'something outside of the cluster',
}
