import { isIPv6 } from 'node:net'
import { type KubeContext, nobody } from './readKubeconfig.ts'

/** Mounted into every pod that may speak for its service account; the kubelet writes the token anew before it ends. */
const folder = '/var/run/secrets/kubernetes.io/serviceaccount'

/** The context of a process in a pod: the API server by its environment, the token by its file. */
export function serviceAccount(env: Readonly<Record<string, string | undefined>>): KubeContext {
  const host = env.KUBERNETES_SERVICE_HOST ?? 'kubernetes.default.svc'
  const port = env.KUBERNETES_SERVICE_PORT ?? '443'
  return {
    name: 'in-cluster',
    cluster: {
      server: `https://${isIPv6(host) ? `[${host}]` : host}:${port}`,
      'certificate-authority': `${folder}/ca.crt`,
      'certificate-authority-data': undefined,
      'insecure-skip-tls-verify': false,
      'tls-server-name': undefined,
      'proxy-url': undefined,
    },
    user: { ...nobody, tokenFile: `${folder}/token` },
  }
}
