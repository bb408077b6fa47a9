import { catalogue } from '#lib/diagnose/causes/catalogue.ts'
import { causeShort } from './causeShort.ts'

/** Words that belong together in our sentences: a device called "relay" or "public" is not meant by them. */
const terms = [
  'peer relay',
  'by peer relay',
  'public node',
  'public nodes',
  'public machine',
  'public address',
  'public addresses',
  'host network',
  'pod network',
  'hostPort = PORT',
  'Tailscale API',
  'edge router',
  'edge firewall',
  'security group',
  'load balancer',
  'source port',
  'source ports',
  'static endpoints',
  'DERP region',
  'active links',
  'active link',
  'active pods',
  'tailnet policy',
]

/** Texts that stand in the program itself: a name inside one of them is a word of ours, and gives nothing away. */
export const ownPhrases: readonly string[] = [
  ...Object.values(catalogue).flatMap(({ title, means, disproof }) => [title, means, disproof]),
  ...Object.keys(catalogue).map(causeShort),
  ...terms,
].filter(phrase => /\s/.test(phrase))
