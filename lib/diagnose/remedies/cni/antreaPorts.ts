import { keeperOf } from '../keeper.ts'
import { objectPatch, outsidePatch } from '../objectPatch.ts'
import type { Scene } from '../scene.ts'
import { shellLine } from '../shellQuote.ts'
import { chartValues } from './chartValues.ts'
import type { KeepPorts } from './keepPorts.ts'

const key = 'antrea-agent.conf'
const line = /^(\s*)snatFullyRandomPorts:\s*true\s*$/m

/** `snatFullyRandomPorts` is false by default in Antrea; it stands in a file inside the ConfigMap. */
export function antreaPorts({ cluster }: Scene): KeepPorts | null {
  const config = cluster?.objects.find(
    each => each.kind === 'ConfigMap' && /^antrea-config(-|$)/.test(each.name),
  )
  const text = config?.data[key]
  if (!config || text === undefined || !line.test(text)) return null
  const changed = text.replace(line, '$1snatFullyRandomPorts: false')
  const keeper = keeperOf(config)
  const chart = chartValues(keeper, 'antrea', { snatFullyRandomPorts: false })
  const patch = objectPatch(
    config,
    { data: { ...config.data } },
    { type: 'merge', body: { data: { [key]: changed } } },
    keeper,
  )
  const restart = shellLine(
    'kubectl',
    '-n',
    config.namespace ?? 'kube-system',
    'rollout',
    'restart',
    'daemonset/antrea-agent',
  )
  return {
    setting: 'snatFullyRandomPorts: false',
    applies: 'yes',
    why: '',
    patches: [
      ...(chart ? [chart] : []),
      {
        ...patch,
        // The file is one string: the line inside says more than two long strings.
        diff: [
          { sign: ' ', text: 'data:' },
          { sign: ' ', text: `  ${key}: |` },
          { sign: '-', text: '    snatFullyRandomPorts: true' },
          { sign: '+', text: '    snatFullyRandomPorts: false' },
        ],
      },
      outsidePatch('DaemonSet antrea-agent: restart', restart),
    ],
    checks: [{ seen: 'yes', says: `\`${key}\` sets \`snatFullyRandomPorts: true\`` }],
    limits: ['Antrea restarts node by node.'],
    links: ['https://antrea.io/docs/main/docs/configuration/'],
  }
}
