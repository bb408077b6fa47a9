import { type Spelling, tierNeeds } from '#lib/report/tierNeeds.ts'
import { account, pushing, rights, type TierRights } from '#lib/tailnet/rights.ts'
import { ownAccount, roleManifest } from './roleManifest.ts'

/** A file that tells of rights, as it must be. */
export interface RightsFile {
  /** From the root of the project. */
  path: string
  text: string
}

const marks = { begin: '<!-- rights: begin (node scripts/writeRights.mjs) -->', end: '<!-- rights: end -->' }

/** All files that are made from the rights; `readme` is the README as it is. Throws where that has lost its marks. */
export function rightsFiles(readme: string): RightsFile[] {
  return [...rights.flatMap(manifest), { path: 'README.md', text: withTable(readme) }]
}

function manifest({ role }: TierRights): RightsFile[] {
  if (!role) return []
  const head = role.words.map(line => `# ${line}\n`).join('')
  const text = roleManifest({ role, subject: ownAccount })
  // The account is made once, by the first file that anyone applies.
  const accountText = `apiVersion: v1
kind: Namespace
metadata: { name: ${account.namespace} }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: ${account.name}, namespace: ${account.namespace} }
---
`
  return [
    { path: `deploy/rbac/${role.file}`, text: head + (role.reach === 'cluster' ? accountText : '') + text },
  ]
}

function withTable(readme: string): string {
  const begin = readme.indexOf(marks.begin)
  const end = readme.indexOf(marks.end)
  if (begin < 0 || end < begin)
    throw new Error(`README.md has no place for the rights: ${marks.begin} … ${marks.end}`)
  return `${readme.slice(0, begin)}${marks.begin}\n${table()}\n${readme.slice(end)}`
}

function table(): string {
  const markdown: Spelling = { scope: name => `\`${name}\``, file: path => `[${path}](${path})` }
  const rows = [...rights, pushing].map(
    each => `| ${each.tier} | ${each.gives} | ${tierNeeds(each, markdown)} |`,
  )
  return ['| tier | gives | needs |', '|---|---|---|', ...rows].join('\n')
}
