/** An address with its port as people write it: IPv6 in brackets. */
export function hostPort({ address, port }: { address: string; port: number }): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}
