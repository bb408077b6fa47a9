import { clock, day, dayClock } from '#lib/report/clock.ts'
import { listed } from '#lib/report/counted.ts'
import type { Frozen } from '#lib/report/frozen.ts'
import { Name } from '../text/Name.tsx'
import './share.css'

const words: Record<string, string> = {
  tailnet: 'tailnet name',
  emails: 'e-mail addresses',
  addresses: 'public addresses to /24 and /48',
  devices: 'device names',
}

interface Props {
  frozen: Frozen
  expiresAt: Date | null
  redaction: string[]
}

/** That it is frozen: since when, by whom, until when, and what was taken out. */
export function FrozenBanner({ frozen, expiresAt, redaction }: Props) {
  const { takenAt, by, from, to, zone } = frozen
  const isOneDay = day(from, zone) === day(to, zone)
  return (
    <section className="frozen" aria-label="Frozen copy">
      <h2>
        <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
          <path d="M2 1h3v10H2zM7 1h3v10H7z" fill="currentColor" />
        </svg>
        Frozen copy
      </h2>
      <p>
        Taken <b>{dated(takenAt, zone)}</b>
        {by !== null && (
          <>
            {' '}
            by{' '}
            <b>
              <Name name={by} />
            </b>
          </>
        )}
        . Shown {expiresAt ? <b>until {dated(expiresAt.getTime(), zone)}</b> : 'until it is revoked'}. Covers{' '}
        {dayClock(from, zone)} to {isOneDay ? clock(to, zone) : dayClock(to, zone)} {zone}.
      </p>
      <p className="dim">
        {redaction.length > 0
          ? `Redacted: ${listed(
              redaction.map(each => words[each] ?? each),
              redaction.length,
            )}.`
          : 'Nothing is redacted.'}{' '}
        Nothing here is live.
      </p>
    </section>
  )
}

const dated = (at: number, zone: string) =>
  `${day(at, zone)} ${new Date(at).getUTCFullYear()}, ${clock(at, zone)} ${zone}`
