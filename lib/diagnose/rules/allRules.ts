import {
  droppedRule,
  flappingRule,
  littleRelayedRule,
  relayLimitRule,
  slowDirectRule,
  staleRule,
} from './besideRules.ts'
import { cniRule } from './cniRules.ts'
import { edgeRule } from './edgeRule.ts'
import { egressGatewayRule } from './egressGatewayRule.ts'
import {
  distantRelayRule,
  ipv6Rule,
  mappingRule,
  peerFirewallRule,
  peerUdpRule,
  sameClusterRule,
} from './peerRules.ts'
import { closedFirewallRule, hostPortRule, randomizedRule, randomPortRule } from './reachRules.ts'
import { peerRelayRule } from './relayRules.ts'
import type { Rule } from './rule.ts'
import {
  clonedRule,
  noAnswerRule,
  offlineRule,
  survivingRule,
  transientRule,
  unexpectedRule,
} from './stateRules.ts'
import { staticConfigRule, staticUnreachableRule } from './staticRules.ts'
import { forcedRelayRule, networkPolicyRule, udpBindRule, udpBlockedRule } from './udpRules.ts'

/** Every rule. The order is the order in which findings are listed; what silences what is in the catalogue. */
export const allRules: readonly Rule[] = [
  offlineRule,
  clonedRule,
  staleRule,
  noAnswerRule,
  flappingRule,
  forcedRelayRule,
  udpBindRule,
  networkPolicyRule,
  udpBlockedRule,
  cniRule,
  egressGatewayRule,
  edgeRule,
  closedFirewallRule,
  randomPortRule,
  hostPortRule,
  randomizedRule,
  staticConfigRule,
  staticUnreachableRule,
  peerRelayRule,
  peerUdpRule,
  mappingRule,
  peerFirewallRule,
  sameClusterRule,
  ipv6Rule,
  distantRelayRule,
  transientRule,
  survivingRule,
  unexpectedRule,
  relayLimitRule,
  littleRelayedRule,
  slowDirectRule,
  droppedRule,
]
