/** A name that holds no secret although it reads so: the name of the state Secret. */
const namesOnly = new Set(['TS_KUBE_SECRET'])

/** Is an environment variable of this name for a secret? Its value is then not read, even where it stands openly. */
export function isCredential(name: string): boolean {
  if (namesOnly.has(name)) return false
  return /KEY|SECRET|TOKEN|PASS(WORD|WD|PHRASE)?$|CREDENTIAL/i.test(name)
}
