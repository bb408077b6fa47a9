/** Names of devices as they are told apart: the first label where no other name has it, else the whole name. */
export function shortNames(names: string[]): (name: string) => string {
  const whole = new Set(names)
  const labels = Map.groupBy(whole, firstLabel)
  return name => {
    const label = firstLabel(name)
    return label !== '' && (labels.get(label)?.length ?? 1) === 1 ? label : name
  }
}

/** An address has dots too, and no labels. */
const firstLabel = (name: string) => (/^[\d.:]+$/.test(name) ? name : (name.split('.')[0] ?? name))
