/** Every page that the top bar leads to, in its order. */
export const pages = [
  { href: '/', title: 'Overview' },
  { href: '/pods', title: 'Pods' },
  { href: '/matrix', title: 'Matrix' },
  { href: '/causes', title: 'Causes' },
  { href: '/fixes', title: 'Fixes' },
  { href: '/regions', title: 'Regions' },
  { href: '/clusters', title: 'Clusters' },
  { href: '/review', title: 'Review' },
  { href: '/settings', title: 'Settings' },
] as const
