/** The light theme's tokens (app/styles/tokens.css) in sRGB: the renderer of images knows no oklch() and no variables. */
export const imageColours = {
  surface: '#fbfcfd',
  text: '#181f24',
  text2: '#485156',
  axis: '#798286',
  direct: '#12486a',
  directTint: '#dff0fa',
  relay: '#b17d1e',
  relayTint: '#fdf5dd',
  derp: '#bd330b',
  derpTint: '#ffe7de',
  idle: '#838a8e',
  unknownTint: '#edf1f2',
  offline: '#41494d',
} as const
