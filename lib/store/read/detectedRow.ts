import { z } from 'zod'

const word = z.string().nullable().catch(null)

/** What diagnosis made of a cluster's environment, as words; null where it was not told. */
export const detectedShape = z
  .object({ cni: word, distro: word, cloud: word })
  .catch({ cni: null, distro: null, cloud: null })
