import type { KubeObject } from '../../model.ts'
import type { KubeRequest } from './kubeRequest.ts'
import type { KubeFailure } from './kubeStatus.ts'

export type Selection = (object: KubeObject) => boolean

/** Which objects a request asks for: its namespace, `labelSelector` and `fieldSelector`. */
export function selection(request: KubeRequest): Selection | KubeFailure {
  const labels = labelTests(request.query.get('labelSelector') ?? '')
  if ('code' in labels) return labels
  const fields = fieldTests(request.query.get('fieldSelector') ?? '', request.resource)
  if ('code' in fields) return fields
  const tests = [...labels, ...fields]
  return object =>
    (request.namespace === null || object.metadata.namespace === request.namespace) &&
    tests.every(fits => fits(object))
}

const name = '[A-Za-z0-9](?:[-A-Za-z0-9_./]*[A-Za-z0-9])?'
const isSet = new RegExp(String.raw`^(!?)\s*(${name})$`)
const isOne = new RegExp(String.raw`^(${name})\s*(==|=|!=)\s*([-A-Za-z0-9_.]*)$`)
const isAmong = new RegExp(String.raw`^(${name})\s+(in|notin)\s+\(([^()]*)\)$`)

/** The whole grammar of label selectors (apimachinery, pkg/labels/selector.go), but for `>` and `<`. */
function labelTests(text: string): Selection[] | KubeFailure {
  const tests: Selection[] = []
  // Commas inside parentheses part values, the others requirements.
  for (const part of text.split(/,(?![^()]*\))/).map(word => word.trim())) {
    if (part === '' && text.trim() === '') continue
    const test = labelTest(part)
    if (!test) return { code: 400, message: `unable to parse requirement: found '${part}'` }
    tests.push(test)
  }
  return tests
}

function labelTest(part: string): Selection | null {
  const labelOf = (object: KubeObject, key: string) => object.metadata.labels?.[key]
  const set = isSet.exec(part)
  if (set) return object => (labelOf(object, set[2] ?? '') !== undefined) === (set[1] === '')
  const one = isOne.exec(part)
  if (one) return object => (labelOf(object, one[1] ?? '') === one[3]) === (one[2] !== '!=')
  const among = isAmong.exec(part)
  if (!among) return null
  const values = (among[3] ?? '').split(',').map(value => value.trim())
  return object => values.includes(labelOf(object, among[1] ?? '') ?? '\0') === (among[2] === 'in')
}

/** Fields by which kube-apiserver selects, beside a name and a namespace. */
const fieldsOf: Record<string, readonly string[]> = {
  pods: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'status.phase',
    'status.podIP',
  ],
  nodes: ['spec.unschedulable'],
  namespaces: ['status.phase'],
  secrets: ['type'],
  events: [
    'involvedObject.kind',
    'involvedObject.name',
    'involvedObject.namespace',
    'involvedObject.uid',
    'reason',
    'type',
  ],
}

function fieldTests(text: string, resource: string): Selection[] | KubeFailure {
  const tests: Selection[] = []
  for (const part of text.split(',').filter(word => word !== '')) {
    const [, field = '', operator, value = ''] = /^([^=!]+)(==|=|!=)(.*)$/.exec(part) ?? []
    if (!operator) return { code: 400, message: `invalid selector: '${text}'; can't understand '${part}'` }
    const known = ['metadata.name', 'metadata.namespace', ...(fieldsOf[resource] ?? [])]
    if (!known.includes(field)) return { code: 400, message: `field label not supported: ${field}` }
    tests.push(object => (valueAt(object, field) === value) === (operator !== '!='))
  }
  return tests
}

function valueAt(object: KubeObject, field: string): string {
  const value = field
    .split('.')
    .reduce<unknown>(
      (at, key) => (at !== null && typeof at === 'object' ? Reflect.get(at, key) : undefined),
      object,
    )
  return value === undefined || value === null ? '' : String(value)
}
