import type { KeptObject } from '#lib/tailnet/cluster.ts'
import { keeperOf } from '../keeper.ts'
import { newObject, objectPatch } from '../objectPatch.ts'
import { plainMap, textAt } from '../plain.ts'
import type { Scene } from '../scene.ts'
import type { KeepPorts } from './keepPorts.ts'

const wanted: Record<string, string> = { SNATFullyRandom: 'false', MASQFullyRandom: 'false' }

/** Tells Felix that the kernel knows no fully random masquerade (projectcalico felix/environment; TS #11427). */
export function calicoPorts({ cluster, node }: Scene): KeepPorts | null {
  if (!cluster) return null
  const ofNode =
    node &&
    cluster.objects.find(
      each =>
        isFelix(each) && each.name === `node.${node.name}` && each.spec.featureDetectOverride !== undefined,
    )
  const felix = ofNode ?? cluster.objects.find(each => isFelix(each) && each.name === 'default') ?? null
  const spec = plainMap(felix?.spec)
  const body = { spec: { featureDetectOverride: withOverrides(textAt(spec, 'featureDetectOverride') ?? '') } }
  const ref = felix ?? {
    apiVersion: 'crd.projectcalico.org/v1',
    kind: 'FelixConfiguration',
    namespace: null,
    name: 'default',
  }
  const keeper = felix && keeperOf(felix)
  const isUnseen = cluster.unseen.some(each => /^felixconfiguration/i.test(each.kind))
  return {
    setting: 'featureDetectOverride: MASQFullyRandom=false',
    applies: 'yes',
    why: '',
    patches: [
      felix || isUnseen ? objectPatch(ref, { spec }, { type: 'merge', body }, keeper) : newObject(ref, body),
    ],
    checks: [
      felix
        ? { seen: 'yes', says: `FelixConfiguration \`${felix.name}\` holds for this node` }
        : isUnseen
          ? { seen: 'unknown', says: 'Not seen: FelixConfigurations' }
          : { seen: 'yes', says: 'There is no FelixConfiguration `default` yet' },
    ],
    limits: [],
    links: [
      'https://docs.tigera.io/calico/latest/reference/resources/felixconfig',
      'https://github.com/projectcalico/felix/pull/2310',
    ],
  }
}

const isFelix = ({ kind }: KeptObject) => kind === 'FelixConfiguration'

/** Other overrides stay: the field is a list of `Key=value`. */
function withOverrides(present: string): string {
  const kept = present
    .split(',')
    .map(each => each.trim())
    .filter(each => each !== '' && !((each.split('=')[0] ?? '').trim() in wanted))
  return [...kept, ...Object.entries(wanted).map(([key, value]) => `${key}=${value}`)].join(',')
}
