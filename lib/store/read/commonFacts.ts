import { z } from 'zod'
import type { CommonFacts } from '#lib/tailnet/commonFact.ts'
import type { Hardness } from '#lib/tailnet/finding.ts'
import { Prisma } from '#prisma/generated/client.ts'
import type { Database } from '../database.ts'
import { isPublic } from '../write/isPublic.ts'
import { askRows, count } from './askRows.ts'
import { detectedShape } from './detectedRow.ts'
import { diagnosesAt, livingAt, pathsAt, thenThere } from './held.ts'
import { looksAt } from './looksAt.ts'
import { placeColumns, placeOfRow, placeSql } from './placeRow.ts'

const tri = z.enum(['yes', 'no', 'unknown']).nullable().catch(null)
const names = z.array(z.string()).nullable().catch(null)
const row = z.object({
  ...placeColumns,
  detected: detectedShape,
  direct: count,
  peer_relay: count,
  derp: count,
  node: z.string().nullable(),
  zone: z.string().nullable(),
  external_ips: names,
  provider_id: z.string().nullable(),
  proxy_class: z.string().nullable(),
  version: z.string().nullable(),
  host_network: z.boolean().nullable(),
  home_region: z.number().nullable(),
  side: z
    .enum(['none', 'easy', 'hard', 'unknown'] as const satisfies readonly Hardness[])
    .nullable()
    .catch(null),
  udp: tri,
  reachable: tri,
  peer_addresses: names,
  peer_sides: names,
})

/**
 * Facts of every living target with a link that carries traffic at a moment; of several pods the newest speaks.
 * Paths and diagnoses are those of the moment, what a node or a pod is made of as known now.
 */
export async function commonFacts(db: Database, at: Date, past?: Date): Promise<CommonFacts[]> {
  const rows = await askRows(
    db,
    row,
    Prisma.sql`
      with link as (
        select target_id, peer, kind from ${pathsAt(past)} path_now
        where since <= ${at} and (idle_since is null or idle_since > ${at})
      ), active as (
        select target_id, count(*) filter (where kind = 'direct')::float8 as direct,
               count(*) filter (where kind = 'peer_relay')::float8 as peer_relay,
               count(*) filter (where kind = 'derp')::float8 as derp, array_agg(distinct peer) as peers
        from link where kind in ('direct', 'peer_relay', 'derp') group by 1
      )
      select ${placeSql}, cluster.detected, active.direct, active.peer_relay, active.derp,
             pod.node, node.held #>> '{labels,topology.kubernetes.io/zone}' as zone,
             node.held->'externalIps' as external_ips, node.held->>'providerId' as provider_id,
             pod.facts #>> '{labels,tailscale.com/proxy-class}' as proxy_class,
             coalesce(state.version, pod.version) as version, (pod.facts->>'hostNetwork')::boolean as host_network,
             state.home_region, diagnosis.body #>> '{chain,side}' as side, diagnosis.body #>> '{chain,udp}' as udp,
             diagnosis.body #>> '{chain,inbound,reachable}' as reachable, far.addresses as peer_addresses,
             far.sides as peer_sides
      from active join target on target.id = active.target_id and ${livingAt(past, 'target')}
      join cluster on cluster.id = target.cluster_id
      left join ${diagnosesAt(past)} diagnosis on diagnosis.target_id = target.id
      left join lateral (
        select * from target_pod where target_id = target.id ${thenThere(past)}
        order by ${livingAt(past, 'target_pod')} desc, first_seen desc, uid limit 1
      ) pod on true
      left join ${looksAt(past)} state on state.pod_uid = pod.uid
      left join lateral (
        select held from jsonb_array_elements(cluster.facts->'nodes') as each(held)
        where held->>'name' = pod.node limit 1
      ) node on true
      left join lateral (
        select jsonb_agg(distinct address) as addresses, jsonb_agg(distinct said #>> '{chain,side}') as sides
        from jsonb_array_elements(diagnosis.body->'peers') said
        left join lateral jsonb_array_elements_text(said #> '{chain,publicAddresses}') address on true
        where said->>'peer' = any(active.peers)
      ) far on true
      order by target.id`,
  )
  return rows.map(found => ({
    place: placeOfRow(found),
    links: { direct: found.direct, peer_relay: found.peer_relay, derp: found.derp },
    node: found.node,
    zone: found.zone,
    publicNode: publicNode(found.external_ips, found.provider_id),
    proxyClass: found.proxy_class,
    cni: found.detected.cni,
    cloud: found.detected.cloud,
    version: found.version,
    hostNetwork: found.host_network,
    homeRegion: found.home_region,
    side: found.side,
    udp: found.udp ?? 'unknown',
    reachable: found.reachable ?? 'unknown',
    peerNetworks: (found.peer_addresses ?? []).filter(isPublic),
    peerSides: found.peer_sides ?? [],
  }))
}

/** A cloud's controller sets ExternalIP; where none is in charge, its absence says nothing (kubernetes#42125). */
function publicNode(externalIps: string[] | null, providerId: string | null): CommonFacts['publicNode'] {
  if (externalIps === null) return 'unknown'
  if (externalIps.length > 0) return 'yes'
  return /^(aws|azure|gce):/.test(providerId ?? '') ? 'no' : 'unknown'
}
