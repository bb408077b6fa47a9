const hour = 3_600
const day = 24 * hour

export type PartitionWidth = 'day' | 'week' | 'month'
type Partitioned =
  | 'round'
  | 'path_span'
  | 'traffic_1m'
  | 'traffic_5m'
  | 'traffic_1h'
  | 'traffic_1d'
  | 'link_traffic_5m'
  | 'path_time_5m'
  | 'region_latency'

/** What diagnosis said of the past is kept as long as the rounds and five-minute counters that it rested on. */
export const pastSeconds = 14 * day

/**
 * How long each partitioned table keeps its rows, and what one of its partitions spans: so that there are never more than
 * some sixty, and dropping one keeps no table much longer than said (DESIGN.md, "What is kept").
 */
export const retention: Record<Partitioned, { seconds: number; partition: PartitionWidth }> = {
  traffic_1m: { seconds: 48 * hour, partition: 'day' },
  round: { seconds: 14 * day, partition: 'day' },
  traffic_5m: { seconds: 14 * day, partition: 'day' },
  link_traffic_5m: { seconds: 14 * day, partition: 'day' },
  path_time_5m: { seconds: 14 * day, partition: 'day' },
  traffic_1h: { seconds: 400 * day, partition: 'month' },
  traffic_1d: { seconds: 400 * day, partition: 'month' },
  path_span: { seconds: 400 * day, partition: 'week' },
  region_latency: { seconds: 400 * day, partition: 'week' },
}
