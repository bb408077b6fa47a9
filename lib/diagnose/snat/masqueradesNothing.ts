/** Is every address left alone: `nonMasqueradeCIDRs` with 0.0.0.0/0, in YAML or JSON. */
export const masqueradesNothing = (config: string) =>
  /nonMasqueradeCIDRs["']?\s*:\s*(?:\[[^\]]*["']?0\.0\.0\.0\/0|(?:\s*-\s*\S+)*?\s*-\s*["']?0\.0\.0\.0\/0)/.test(
    config,
  )
