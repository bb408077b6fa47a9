import type { Patch } from './applyPatch.ts'
import { keeperOf } from './keeper.ts'
import { newObject, objectPatch, type RemedyPatch } from './objectPatch.ts'
import { isMap, listAt, type PlainMap, plainMap, textAt } from './plain.ts'
import type { Scene } from './scene.ts'
import { proxyGroupOf } from './staticPorts.ts'

const path = ['spec', 'statefulSet', 'pod', 'tailscaleContainer', 'env']

/** The ProxyClass that the operator made the pod by; null where it has none. */
export function proxyClassName(scene: Scene): string | null {
  return (
    scene.pod?.labels['tailscale.com/proxy-class'] ??
    textAt(plainMap(proxyGroupOf(scene)?.spec), 'proxyClass')
  )
}

/**
 * A variable of an operator's proxy, by its ProxyClass. A merge would replace the whole list, values that were not
 * read with it; so a list that is there is changed by a JSON patch, which tests what it finds. `value` null removes it.
 */
export function proxyClassEnv(scene: Scene, name: string, value: string | null): RemedyPatch | null {
  const className = proxyClassName(scene)
  const proxyClass = scene.cluster?.objects.find(
    each => each.kind === 'ProxyClass' && each.name === className,
  )
  if (!proxyClass) {
    if (value === null) return null
    const ref = {
      apiVersion: 'tailscale.com/v1alpha1',
      kind: 'ProxyClass',
      namespace: null,
      name: className ?? 'fixed-port',
    }
    return newObject(ref, nest([{ name, value }]))
  }
  const before = { spec: plainMap(proxyClass.spec) }
  const patch = envPatch(before, name, value)
  return patch && objectPatch(proxyClass, before, patch, keeperOf(proxyClass))
}

function envPatch(before: PlainMap, name: string, value: string | null): Patch | null {
  const list = listAt(before, ...path)
  const place = list.findIndex(each => isMap(each) && each.name === name)
  const pointer = `/${path.join('/')}`
  if (value === null)
    return place < 0
      ? null
      : {
          type: 'json',
          body: [
            { op: 'test', path: `${pointer}/${place}/name`, value: name },
            { op: 'remove', path: `${pointer}/${place}` },
          ],
        }
  if (place >= 0)
    return {
      type: 'json',
      body: [
        { op: 'test', path: `${pointer}/${place}/name`, value: name },
        { op: 'add', path: `${pointer}/${place}/value`, value },
      ],
    }
  return list.length > 0
    ? { type: 'json', body: [{ op: 'add', path: `${pointer}/-`, value: { name, value } }] }
    : { type: 'merge', body: nest([{ name, value }]) }
}

const nest = (env: PlainMap[]): PlainMap =>
  path.reduceRight<PlainMap | PlainMap[]>((inner, key) => ({ [key]: inner }), env) as PlainMap
