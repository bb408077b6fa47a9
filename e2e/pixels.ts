import type { Page } from '@playwright/test'

/** A picture as luminances by https://www.w3.org/TR/WCAG22/#dfn-relative-luminance, row by row: what is left of it without colour. */
export interface Pixels {
  width: number
  height: number
  luminance: number[]
}

/** Reads a PNG with the browser's own decoder; `page` shows nothing and belongs to no site. */
export const pixels = (page: Page, png: Buffer): Promise<Pixels> =>
  page.evaluate(async base64 => {
    const bytes = Uint8Array.from(atob(base64), each => each.charCodeAt(0))
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const canvas = new OffscreenCanvas(image.width, image.height)
    const context = canvas.getContext('2d')
    if (!context) throw new Error('no canvas')
    context.drawImage(image, 0, 0)
    const { data } = context.getImageData(0, 0, image.width, image.height)
    const linear = (value: number) => {
      const part = value / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    }
    const luminance = Array.from({ length: data.length / 4 }, (_, at) => {
      const [red = 0, green = 0, blue = 0] = data.subarray(at * 4, at * 4 + 3)
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    })
    return { width: image.width, height: image.height, luminance }
  }, png.toString('base64'))

/** Share of pixels that differ visibly; 1 where the sizes do. */
export function difference(a: Pixels, b: Pixels): number {
  if (a.width !== b.width || a.height !== b.height) return 1
  const differing = a.luminance.filter((value, at) => Math.abs(value - (b.luminance[at] ?? 0)) > 0.02)
  return differing.length / a.luminance.length
}

/** The contrast of the two farthest of its pixels, and so of a mark and its ground where it shows both. */
export function contrast({ luminance }: Pixels): number {
  const lowest = luminance.reduce((least, value) => Math.min(least, value), 1)
  const highest = luminance.reduce((most, value) => Math.max(most, value), 0)
  return (highest + 0.05) / (lowest + 0.05)
}

/** The shape of a texture alone: which pixels are darker than its middle, whatever its lightness. All equal: none are. */
export function texture({ width, height, luminance }: Pixels): Pixels {
  const middle =
    (luminance.reduce((least, value) => Math.min(least, value), 1) +
      luminance.reduce((most, value) => Math.max(most, value), 0)) /
    2
  const isPlain = contrast({ width, height, luminance }) < 1.1
  return { width, height, luminance: luminance.map(value => (!isPlain && value < middle ? 0 : 1)) }
}
