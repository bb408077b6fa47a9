/** The objects of a list in a Kubernetes object; none where it is no list. What users write is not to be trusted in shape. */
export function records(value: unknown): Record<string, unknown>[] {
  if (!Array.isArray(value)) return []
  return value.filter((each): each is Record<string, unknown> => typeof each === 'object' && each !== null)
}
