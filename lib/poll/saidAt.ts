/** When a line of a log was written. A container writes what it likes into its own log: a time to come is not believed. */
export const saidAt = (said: Date | null, now: Date): Date => (said !== null && said <= now ? said : now)
