/** How two talk: always, at work, in bursts, seldom; or into nothing. A number is bytes a second while they do. */
export type Manner =
  | { kind: 'steady' | 'office' | 'burst' | 'rare'; rate: number }
  | { kind: 'silent' | 'never' }
  | { kind: 'series'; scenario: string; target: string; peer: string; everyMinutes: number; rate: number }

/** Who talks to whom, by host name. */
export interface Talk {
  from: string
  to: string
  manner: Manner
}

const steady = (rate: number): Manner => ({ kind: 'steady', rate })
const office = (rate: number): Manner => ({ kind: 'office', rate })
const burst = (rate: number): Manner => ({ kind: 'burst', rate })
const rare = (rate: number): Manner => ({ kind: 'rare', rate })
const series = (
  scenario: string,
  target: string,
  peer: string,
  everyMinutes: number,
  rate: number,
): Manner => ({
  kind: 'series',
  scenario,
  target,
  peer,
  everyMinutes,
  rate,
})

const talks: Record<string, Record<string, Manner>> = {
  // Pods of the lab.
  api: {
    'vm-closed': steady(24_000),
    'lap-easy': office(9_000),
    'lap-hard': office(6_000),
    hostport: burst(40_000),
  },
  ingress: { 'lap-easy': office(30_000), 'lap-dual': office(12_000), 'chen-windows': office(22_000) },
  public: { 'vm-closed': steady(16_000), 'priya-macbook': office(18_000), 'lap-noudp': rare(2_000) },
  hostport: { 'lap-hard': office(60_000), 'vm-open': steady(90_000), 'leo-pixel': rare(8_000) },
  nodeport: { 'lap-easy': office(120_000), 'lap-hard': office(70_000), 'jonas-thinkpad': office(90_000) },
  'hn-private': { 'vm-closed': steady(12_000), 'mia-macbook': office(7_000) },
  'hn-closed': {
    'lap-hard': series('fixed', 'hn-closed', 'lap-hard', 180, 5_000),
    'vm-open': steady(50_000),
  },
  'hn-open': { 'lap-hard': office(80_000), 'vm-closed': steady(140_000), 'sara-iphone': rare(20_000) },
  'none-closed': { 'vm-closed': steady(70_000), 'lap-easy': office(40_000), 'vm-open': burst(300_000) },
  'gke-pod': {
    'vm-closed': series('flapping', 'gke-pod', 'vm-closed', 60, 4_000),
    'lap-easy': office(30_000),
  },
  calico: {
    'lap-pmp': series('peer-gone', 'calico', 'lap-pmp', 120, 9_000),
    'vm-closed': steady(21_000),
    'lap-easy': office(9_000),
  },
  cilium: {
    'vm-closed': series('restarted', 'cilium', 'vm-closed', 360, 30_000),
    'lap-easy': office(25_000),
    'lap-hard': rare(3_000),
  },
  netpol: { 'vm-closed': steady(8_000), 'lap-easy': office(5_000) },
  dual: { 'vm-open': steady(45_000), 'lap-dual': office(20_000) },
  noudp: { 'vm-closed': steady(9_000), 'lap-pmp': burst(60_000) },
  // Pods of the demo's teams.
  'payments-api-0': {
    'vm-closed': steady(30_000),
    'mia-macbook': office(6_000),
    'chen-windows': office(5_000),
  },
  'payments-api-1': { 'vm-closed': steady(28_000), 'jonas-thinkpad': office(7_000) },
  airflow: { 'vm-closed': steady(55_000), 'lap-easy': office(14_000), relay: steady(600) },
  'ci-runner': { 'build-mac-mini': burst(700_000), 'lap-hard': rare(6_000) },
  prometheus: {
    bastion: steady(18_000),
    'build-mac-mini': steady(16_000),
    calico: steady(11_000),
    'none-closed': steady(12_000),
    'erp-sync': steady(10_000),
  },
  'log-forwarder-eks-b': { 'vm-closed': steady(33_000) },
  'log-forwarder-eks-g': { 'vm-closed': steady(48_000), 'lap-hard': rare(9_000) },
  grafana: { 'mia-macbook': office(45_000), 'priya-macbook': office(38_000), 'noah-macbook': office(20_000) },
  'orders-db': { 'jonas-thinkpad': office(26_000), 'build-mac-mini': burst(90_000) },
  'checkout-0': { 'vm-closed': steady(64_000), 'amir-desktop': office(22_000) },
  'checkout-1': { 'vm-closed': steady(61_000), 'mia-macbook': office(19_000) },
  search: { 'vm-closed': series('went-idle', 'aks-pip', 'vm-closed', 30, 0), bastion: steady(40_000) },
  vault: { 'checkout-0': steady(2_500), 'checkout-1': steady(2_400), 'office-router': steady(900) },
  'feature-store': { 'build-mac-mini': burst(900_000), 'jonas-thinkpad': office(60_000) },
  'notebook-hub': { 'priya-macbook': office(150_000), 'amir-desktop': office(130_000) },
  'vpc-router': { 'exit-fra': steady(25_000), 'lap-easy': office(55_000) },
  'metrics-agent': { bastion: steady(22_000) },
  'inventory-0': { 'vm-open': steady(35_000), 'amir-desktop': office(17_000) },
  'inventory-1': { 'vm-closed': steady(37_000) },
  restic: { 'vm-open': burst(1_800_000), 'exit-fra': burst(600_000) },
  'card-vault': { 'vm-closed': steady(7_000), bastion: rare(4_000) },
  'erp-sync': {
    'kiosk-lobby': { kind: 'silent' },
    'office-router': steady(6_000),
    'build-mac-mini': steady(9_000),
  },
  'label-printer': {},
  telemetry: { 'vm-open': steady(52_000), 'exit-fra': burst(140_000) },
  'mes-bridge': { 'office-router': steady(14_000), 'vm-closed': steady(11_000) },
}

/** Synthetic, but for the series, which are played by the links on which they were recorded (transitions.json). */
export const demoTalks: Talk[] = Object.entries(talks).flatMap(([from, peers]) =>
  Object.entries(peers).map(([to, manner]) => ({ from, to, manner })),
)
