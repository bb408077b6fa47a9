/** Pods with a fact and without it, and how many of each are relayed. */
export interface Split {
  withFact: { pods: number; relayed: number }
  without: { pods: number; relayed: number }
}

export interface Lift {
  /** Share of relayed among those with the fact, by the share among all. 1: the fact tells nothing. */
  value: number
  /** 95 % interval. */
  low: number
  high: number
}

/** Standard normal quantile for 95 %, two-sided. */
const z = 1.959964

/**
 * How much likelier pods with a fact are relayed than pods at large. The interval is that of the ratio of both risks
 * by logarithms (Katz et al., Biometrics 1978, 34:469), half a pod added to each count, so that 0 and all of n have one
 * (Walter 1975); the lift follows from that ratio by the part of pods that have the fact. Null where all or none have
 * it, or none is relayed: there is nothing to compare.
 */
export function liftOf({ withFact, without }: Split): Lift | null {
  const pods = withFact.pods + without.pods
  const relayed = withFact.relayed + without.relayed
  if (withFact.pods === 0 || without.pods === 0 || relayed === 0) return null
  const part = withFact.pods / pods
  const [a, n] = [withFact.relayed + 0.5, withFact.pods + 0.5]
  const [b, m] = [without.relayed + 0.5, without.pods + 0.5]
  const ratio = Math.log(a / n / (b / m))
  const half = z * Math.sqrt(1 / a - 1 / n + 1 / b - 1 / m)
  const lift = (log: number) => 1 / (part + (1 - part) * Math.exp(-log))
  return {
    value: withFact.relayed / withFact.pods / (relayed / pods),
    low: lift(ratio - half),
    high: lift(ratio + half),
  }
}
