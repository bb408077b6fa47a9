import type { EvidenceSource } from '#lib/tailnet/finding.ts'

/** Where a piece of evidence comes from. What disturbs what it measures says so: "probed". */
export const sourceWords: Record<EvidenceSource, string> = {
  tailscale_api: 'Tailscale API',
  kubernetes: 'Kubernetes',
  status: 'status',
  netcheck: 'netcheck, probed',
  log: 'log',
  metrics: 'metrics',
  ping: 'ping, probed',
  policy: 'policy file',
  prior: 'known of such networks',
}
