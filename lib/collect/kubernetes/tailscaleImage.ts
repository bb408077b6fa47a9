/** `tailscaled` with its CLI, a program with tailscale built in (tsnet, no CLI), or neither. */
export type TailscaleImage = 'tailscaled' | 'tsnet' | null

/** Repository of an image reference, without tag and digest. */
const repository = (image: string) => image.replace(/@.*$/, '').replace(/:[^/:]*$/, '')

/**
 * What an image is, by the end of its name: mirrors keep it (`registry.example/mirror/tailscale/tailscale`,
 * `example.com/tailscale-k8s-proxy`). Names that others use too count only below "tailscale".
 */
export function tailscaleImage(image: string): TailscaleImage {
  const name = repository(image).toLowerCase()
  if (/tailscale[^:]*[/_-](k8s-proxy|k8s-operator|operator|tsrecorder)$/.test(name)) return 'tsnet'
  return /(^|[/_-])tailscaled?$/.test(name) ? 'tailscaled' : null
}
