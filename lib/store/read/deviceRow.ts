import { z } from 'zod'
import type { Device } from '#lib/tailnet/device.ts'

const dates = z.object({
  lastSeen: z.coerce.date().nullable(),
  created: z.coerce.date().nullable(),
  expires: z.coerce.date().nullable(),
})

/** `device.facts`: written by saveDevices from a Device, with its moments as text. */
export const deviceRow = z
  .custom<Device>(value => typeof value === 'object' && value !== null)
  .transform((device): Device => {
    const told = dates.safeParse(device)
    return { ...device, ...(told.success ? told.data : { lastSeen: null, created: null, expires: null }) }
  })
