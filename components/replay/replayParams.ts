import { parseAsString, parseAsStringLiteral } from 'nuqs/server'

/** The moment that is replayed, and over how long the slider reaches; both absent while no replay is on. */
export const replayParams = { at: parseAsString, replay: parseAsStringLiteral(['24h', '7d']) }
