import type { NodeFacts } from '#lib/tailnet/cluster.ts'
import { nodeCloud } from '../cluster/cloudOf.ts'
import { outsidePatch, type RemedyPatch } from './objectPatch.ts'
import { shellComment, shellLine, shellQuote } from './shellQuote.ts'

export interface UdpPorts {
  from: number
  to: number
}

/** What stands before a node, in its cloud's words. */
export function firewallName(node: NodeFacts | null): string {
  switch (node && nodeCloud(node)) {
    case 'aws':
      return 'security group'
    case 'azure':
      return 'network security group'
    case 'gcp':
      return 'VPC firewall'
    default:
      return 'firewall'
  }
}

const portText = ({ from, to }: UdpPorts) => (from === to ? String(from) : `${from}-${to}`)

/** So many machines at most are named in one command. */
const mostNamed = 20

/** Lets UDP to these ports of the nodes in, one command for each firewall that the nodes' providerIDs name. */
export function firewallPatches(nodes: readonly NodeFacts[], ports: UdpPorts): RemedyPatch[] {
  const instances = nodes.flatMap(node => awsInstance(node) ?? [])
  const byRegion = Map.groupBy(instances.slice(0, mostNamed), each => each.region)
  const others = nodes.filter(node => !awsInstance(node)).slice(0, 1)
  return [
    ...[...byRegion].map(([region, found]) => awsPatch(region, found, ports)),
    ...others.flatMap(node => otherPatches(node, ports)),
  ]
}

const allowed = (ports: UdpPorts): RemedyPatch['diff'] => [
  { sign: '+', text: `allow in: UDP ${portText(ports)} from 0.0.0.0/0` },
]

interface Instance {
  node: string
  region: string
  id: string
}

function awsInstance(node: NodeFacts): Instance | null {
  const found = /^aws:\/\/\/([a-z0-9-]+?)[a-z]?\/(i-[0-9a-f]+)$/.exec(node.providerId ?? '')
  const region = node.labels['topology.kubernetes.io/region'] ?? found?.[1]
  return found?.[2] && region ? { node: node.name, region, id: found[2] } : null
}

/** The instances name their security groups, so nothing is left to fill in. */
function awsPatch(region: string, instances: Instance[], ports: UdpPorts): RemedyPatch {
  const query = 'Reservations[].Instances[].SecurityGroups[0].GroupId'
  const ids = instances.map(each => each.id)
  const find = `${shellLine('aws', 'ec2', 'describe-instances', '--region', region, '--instance-ids', ...ids, '--query', query, '--output', 'text')} | tr '\\t' '\\n' | sort -u`
  const allow = `${shellLine('aws', 'ec2', 'authorize-security-group-ingress', '--region', region)} --group-id "$group" --protocol udp --port ${portText(ports)} --cidr 0.0.0.0/0`
  return outsidePatch(
    `security group of ${instances.map(each => each.node).join(', ')}`,
    `for group in $(${find}); do\n  ${allow}\ndone`,
    allowed(ports),
  )
}

function otherPatches(node: NodeFacts, ports: UdpPorts): RemedyPatch[] {
  const text = portText(ports)
  const place = node.providerId ?? ''
  const azure = /^azure:\/\/\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\//i.exec(place)
  if (azure) return azurePatches(node, azure[1] ?? '', azure[2] ?? '', text, allowed(ports))
  const gce = /^gce:\/\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(place)
  const [, project = '', zone = '', instance = ''] = gce ?? []
  return gce
    ? [
        outsidePatch(
          `VPC firewall of ${node.name}`,
          gcpCommand(project, zone, instance, text),
          allowed(ports),
        ),
      ]
    : [outsidePatch(`firewall of ${node.name}`, nftCommand(node.name, text), allowed(ports))]
}

function azurePatches(
  node: NodeFacts,
  subscription: string,
  group: string,
  ports: string,
  diff: RemedyPatch['diff'],
): RemedyPatch[] {
  const place = shellLine('--subscription', subscription, '--resource-group', group)
  const find = `az network nsg list ${place} --query '[0].name' --output tsv`
  const allow = `az network nsg rule create ${place} --nsg-name "$nsg" --name ${shellQuote(`tailscale-udp-${ports}`)} --priority 1000`
  const traffic = `--direction Inbound --access Allow --protocol Udp --source-address-prefixes Internet --destination-port-ranges ${ports}`
  const rule = outsidePatch(
    `network security group of ${node.name}`,
    `nsg="$(${find})"\n${allow} ${traffic}`,
    diff,
  )
  const pool = node.labels['kubernetes.azure.com/agentpool'] ?? node.labels.agentpool
  if (!pool || ports.includes('-')) return [rule]
  // AKS writes rules of its own again; what a node pool allows it keeps (AKS use-node-public-ips).
  const keep = `az aks nodepool update --resource-group '<resource group of the AKS cluster>' --cluster-name '<AKS cluster>' --name ${shellQuote(pool)} --allowed-host-ports ${ports}/udp`
  return [outsidePatch(`AKS node pool ${pool}`, keep, diff), rule]
}

function gcpCommand(project: string, zone: string, instance: string, ports: string): string {
  const ask = (format: string) =>
    `$(${shellLine('gcloud', 'compute', 'instances', 'describe', instance, '--project', project, '--zone', zone, '--format', format)})`
  const name = `tailscale-udp-${ports}`
  return [
    `network="${ask('value(networkInterfaces[0].network.basename())')}"`,
    `tag="${ask('value(tags.items[0])')}"`,
    `${shellLine('gcloud', 'compute', 'firewall-rules', 'create', name, '--project', project)} --network "$network" --target-tags "$tag" --direction INGRESS --allow udp:${ports} --source-ranges 0.0.0.0/0`,
  ].join('\n')
}

const nftCommand = (node: string, ports: string) =>
  [
    shellComment(`on ${node}; the same port also in any firewall before it`),
    `nft insert rule inet filter input udp dport ${ports} accept`,
    shellComment('or, with iptables:'),
    `iptables -I INPUT -p udp --dport ${ports.replace('-', ':')} -j ACCEPT`,
  ].join('\n')
