/**
 * Raised whenever a rule, a certainty or an expected path changes its answer for the same facts: a finding is
 * subject + code + rule version, and what only a new version says is "reclassified", neither new nor fixed.
 */
export const ruleVersion = 3
