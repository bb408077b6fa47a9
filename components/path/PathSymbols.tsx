/** Signs (g-), line samples (l-) and marks (i-), each drawn once and used by its name. */
export function PathSymbols() {
  return (
    <>
      <symbol id="g-direct" viewBox="0 0 12 12">
        <circle cx="6" cy="6" r="4.6" fill="currentColor" />
      </symbol>
      <symbol id="g-relay" viewBox="0 0 12 12">
        <path d="M6 .4 11.6 6 6 11.6 .4 6Z" fill="currentColor" />
      </symbol>
      <symbol id="g-derp" viewBox="0 0 12 12">
        <path d="M6 .9 11.6 10.9H.4Z" fill="currentColor" />
      </symbol>
      <symbol id="g-idle" viewBox="0 0 12 12">
        <circle cx="6" cy="6" r="3.9" fill="none" stroke="currentColor" strokeWidth="1.5" />
      </symbol>
      <symbol id="g-unknown" viewBox="0 0 12 12">
        <path
          d="M3.4 4.2C3.4 2.6 4.5 1.5 6.1 1.5S8.7 2.5 8.7 3.9C8.7 5.9 6 5.8 6 8"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
        />
        <circle cx="6" cy="10.3" r="1" fill="currentColor" />
      </symbol>
      <symbol id="g-offline" viewBox="0 0 12 12">
        <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.4" />
        <path d="M2.2 9.8 9.8 2.2" stroke="currentColor" strokeWidth="1.6" />
      </symbol>
      <symbol id="l-direct" viewBox="0 0 26 12">
        <path d="M0 6H19" stroke="currentColor" strokeWidth="2" />
        <circle cx="21" cy="6" r="4" fill="currentColor" />
      </symbol>
      <symbol id="l-relay" viewBox="0 0 26 12">
        <path d="M0 6H17" stroke="currentColor" strokeWidth="2" strokeDasharray="5 3" />
        <path d="M21 1.2 25.8 6 21 10.8 16.2 6Z" fill="currentColor" />
      </symbol>
      <symbol id="l-derp" viewBox="0 0 26 12">
        <path
          d="M1 6H17"
          stroke="currentColor"
          strokeWidth="2.2"
          strokeDasharray="0 4"
          strokeLinecap="round"
        />
        <path d="M21 1.4 25.8 10.4H16.2Z" fill="currentColor" />
      </symbol>
      <symbol id="l-idle" viewBox="0 0 26 12">
        <path d="M0 6H16" stroke="currentColor" strokeWidth="1" />
        <circle cx="21" cy="6" r="3.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      </symbol>
      <symbol id="l-unknown" viewBox="0 0 26 12">
        <path d="M0 6H14" stroke="currentColor" strokeWidth="1" strokeDasharray="1 3" />
        <g transform="translate(15 0)">
          <path
            d="M3.4 4.2C3.4 2.6 4.5 1.5 6.1 1.5S8.7 2.5 8.7 3.9C8.7 5.9 6 5.8 6 8"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.6"
          />
          <circle cx="6" cy="10.3" r="1" fill="currentColor" />
        </g>
      </symbol>
      <symbol id="l-offline" viewBox="0 0 26 12">
        <path d="M0 6H9M12 2V10" stroke="currentColor" strokeWidth="1.4" />
        <g transform="translate(14.5 0)">
          <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.4" />
          <path d="M2.2 9.8 9.8 2.2" stroke="currentColor" strokeWidth="1.6" />
        </g>
      </symbol>
      <symbol id="i-crit" viewBox="0 0 14 14">
        <rect width="14" height="14" rx="2" fill="currentColor" />
        <path d="M7 3v5M7 9.6v1.8" stroke="var(--surface)" strokeWidth="1.8" />
      </symbol>
      <symbol id="i-warn" viewBox="0 0 14 14">
        <rect
          x=".75"
          y=".75"
          width="12.5"
          height="12.5"
          rx="1.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
        />
        <path d="M7 3.2v4.6M7 9.3V11" stroke="currentColor" strokeWidth="1.6" />
      </symbol>
      <symbol id="i-info" viewBox="0 0 14 14">
        <rect
          x=".75"
          y=".75"
          width="12.5"
          height="12.5"
          rx="1.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.2"
        />
        <path d="M7 6.2V11M7 3v1.6" stroke="currentColor" strokeWidth="1.6" />
      </symbol>
      <symbol id="i-yes" viewBox="0 0 14 14">
        <path d="M2 7.4 5.6 11 12 3.4" fill="none" stroke="currentColor" strokeWidth="1.8" />
      </symbol>
      <symbol id="i-no" viewBox="0 0 14 14">
        <path d="M3 3l8 8M11 3l-8 8" fill="none" stroke="currentColor" strokeWidth="1.8" />
      </symbol>
      <symbol id="g-silent" viewBox="0 0 12 12">
        <path d="M2.2 2.2 9.8 9.8M9.8 2.2 2.2 9.8" fill="none" stroke="currentColor" strokeWidth="1.8" />
      </symbol>
      <symbol id="l-silent" viewBox="0 0 26 12">
        <path d="M1 6H15" stroke="currentColor" strokeWidth="2" strokeDasharray="0 4" strokeLinecap="round" />
        <path d="M17.5 2.5 24.5 9.5M24.5 2.5 17.5 9.5" fill="none" stroke="currentColor" strokeWidth="1.7" />
      </symbol>
    </>
  )
}
