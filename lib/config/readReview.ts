import type { Tell } from './readText.ts'
import { type Environment, variable } from './variable.ts'

/** Where weeks begin, and by which label of pods teams are told apart. */
export interface ReviewConfig {
  /** An IANA zone, or "UTC". */
  zone: string
  teamLabel: string
}

const defaults: ReviewConfig = { zone: 'UTC', teamLabel: 'team' }

/** Settings of the weekly review. They choose no source: with these alone, tailpath still shows the demo. */
export function readReview(env: Environment, tell: Tell): ReviewConfig {
  const zone = variable(env, 'TAILPATH_ZONE') ?? defaults.zone
  const teamLabel = variable(env, 'TAILPATH_TEAM_LABEL') ?? defaults.teamLabel
  if (!isZone(zone))
    tell('TAILPATH_ZONE is no time zone that is known here; take a name such as Europe/Berlin, or UTC.')
  if (!isLabel(teamLabel))
    tell('TAILPATH_TEAM_LABEL is no key of a label; take one that your pods have, such as team.')
  return { zone, teamLabel }
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** An optional DNS name and a name (Kubernetes, "Labels and Selectors"). */
const isLabel = (key: string) =>
  /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?$/.test(key)
