import { catalogue } from '#lib/diagnose/causes/catalogue.ts'
import { type CauseMeaning, causeMeaning } from './causeMeaning.ts'

/** A page of docs/causes. */
export interface CausePage {
  /** Within that folder. */
  file: string
  text: string
}

const head = '<!-- Made from the catalogue (lib/diagnose/causes) by: node scripts/writeCauses.mjs -->'

/** One page for each cause, and an index of them as README.md. */
export function causePages(): CausePage[] {
  const all = Object.keys(catalogue).flatMap(code => causeMeaning(code) ?? [])
  return [
    { file: 'README.md', text: index(all) },
    ...all.map(each => ({ file: `${each.code}.md`, text: page(each) })),
  ]
}

const groups = [
  ['Why a link is not direct: the pod’s side', 'on the pod’s side'],
  ['The peer’s side', 'on the peer’s side'],
  ['Between the two', 'between the two sides'],
  ['The state of the link', 'in the state of the link: it is no NAT'],
  ['Not the path', 'outside the path: the path is not the trouble'],
] as const

function index(all: readonly CauseMeaning[]): string {
  const sections = groups.flatMap(([title, lies]) => [
    `## ${title}`,
    '',
    '| code | cause | first remedy |',
    '|---|---|---|',
    ...all
      .filter(each => each.lies === lies)
      .map(
        ({ code, title, remedies }) => `| [${code}](${code}.md) | ${title} | ${remedies[0]?.title ?? ''} |`,
      ),
    '',
  ])
  return [
    '# Causes',
    '',
    head,
    '',
    'Every reason that tailpath gives for a link that is not direct, and what clears the path. The same stands in the app at `/causes/CODE`,',
    'with whom it concerns. Tiers (T0 to T4) say which source tells: see the table in the [README](../../README.md).',
    '',
    ...sections,
  ].join('\n')
}

const list = (items: readonly string[]) => items.map(item => `- ${item}`)
const section = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : [`## ${title}`, '', ...lines, '']
const tiered = ({ what, tier }: { what: string; tier: string | null }) => `${what}${tier ? ` (${tier})` : ''}`

function page(cause: CauseMeaning): string {
  const { code, title, means, lies, needs, sure, disproof, surer, silencedBy, remedies, links } = cause
  return [
    `# ${title}`,
    '',
    head,
    '',
    `\`${code}\`. It lies ${lies}.`,
    '',
    means,
    '',
    ...section('What it needs to know', list(needs.map(tiered))),
    ...section('How sure', list(sure.map(({ certainty, when }) => `**${certainty}**: ${when}`))),
    ...section('What would disprove it', [disproof]),
    ...section('What makes it surer', list(surer.map(tiered))),
    ...section(
      'What silences it',
      silencedBy.length === 0
        ? []
        : [
            'Beside one of these on the same link it is not said:',
            '',
            ...list(silencedBy.map(other => `[${other.title}](${other.code}.md)`)),
          ],
    ),
    ...section(
      'Remedies, best first',
      remedies.length === 0
        ? ['None that tailpath makes a patch for.']
        : remedies.flatMap(({ id, title, does, limits }, place) => [
            `${place + 1}. **${title}** (\`${id}\`). ${does}`,
            ...limits.map(limit => `   - ${limit}`),
          ]),
    ),
    ...section('Links', list(links.map(link => `<${link}>`))),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n')
}
