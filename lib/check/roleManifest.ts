import { account, type RbacRule, type RoleRights } from '#lib/tailnet/rights.ts'

/** Who is given a role, as a binding names it. */
export type Subject =
  | { kind: 'ServiceAccount'; name: string; namespace: string }
  | { kind: 'User'; name: string }

export const ownAccount: Subject = { kind: 'ServiceAccount', ...account }

/** A role and its binding as YAML that kubectl applies. A role of a namespace names none unless it is given. */
export function roleManifest(parts: {
  role: Pick<RoleRights, 'name' | 'reach' | 'rules'>
  subject: Subject
  namespace?: string
}): string {
  const { role, subject, namespace } = parts
  const kind = role.reach === 'cluster' ? 'ClusterRole' : 'Role'
  const place = namespace === undefined ? '' : `, namespace: ${quoted(namespace)}`
  const metadata = `metadata: { name: ${role.name}${place} }`
  return [
    'apiVersion: rbac.authorization.k8s.io/v1',
    `kind: ${kind}`,
    metadata,
    'rules:',
    ...role.rules.flatMap(ruleLines),
    '---',
    'apiVersion: rbac.authorization.k8s.io/v1',
    `kind: ${kind}Binding`,
    metadata,
    `roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ${kind}, name: ${role.name} }`,
    `subjects: [${subjectText(subject)}]`,
    '',
  ].join('\n')
}

function ruleLines({ group, resources, verbs, names, why }: RbacRule): string[] {
  return [
    `  # ${why}`,
    `  - apiGroups: [${group === '' ? '""' : group}]`,
    `    resources: [${resources.join(', ')}]`,
    ...(names ? ['    resourceNames:', ...names.map(name => `      - ${name}`)] : []),
    `    verbs: [${verbs.join(', ')}]`,
  ]
}

function subjectText(subject: Subject): string {
  return subject.kind === 'ServiceAccount'
    ? `{ kind: ServiceAccount, name: ${quoted(subject.name)}, namespace: ${quoted(subject.namespace)} }`
    : `{ apiGroup: rbac.authorization.k8s.io, kind: User, name: ${JSON.stringify(subject.name)} }`
}

/** A name of letters and digits may be a number or a word of YAML. */
const quoted = (name: string) =>
  /^[a-z][a-z-]*[a-z]$/.test(name) && !/^(true|false|null|yes|no|on|off)$/.test(name)
    ? name
    : JSON.stringify(name)
