/** How one key of a chart's points is drawn: a band on the ones before it, or a line of its own. */
export type Series =
  | {
      shape: 'band'
      key: string
      name: string
      /** Says its texture and its edge (chart.css). */
      className: string
    }
  | { shape: 'line'; key: string; name: string; isMain: boolean; dash: string }
