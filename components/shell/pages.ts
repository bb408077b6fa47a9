/** Every page that the top bar leads to, in its order; `key` follows a `g`. */
export const pages = [
  { href: '/', title: 'Overview', key: 'o' },
  { href: '/pods', title: 'Pods', key: 'p' },
  { href: '/matrix', title: 'Matrix', key: 'm' },
  { href: '/causes', title: 'Causes', key: 'c' },
  { href: '/fixes', title: 'Fixes', key: 'f' },
  { href: '/regions', title: 'Regions', key: 'r' },
  { href: '/clusters', title: 'Clusters', key: 'k' },
  { href: '/review', title: 'Review', key: 'w' },
  { href: '/settings', title: 'Settings', key: 's' },
] as const
