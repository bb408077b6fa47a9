import { Command } from '../control/Command.tsx'
import { Section } from '../panel/Section.tsx'
import './settings.css'

/** How real sources are connected, in the order in which they pay off. */
export function ConnectSection() {
  return (
    <Section title="Connect your own" meta="demo and real data live in different databases" id="connect">
      <div className="steps">
        <h3>1. The tailnet and the clusters</h3>
        <p>
          Stop tailpath and start it with a credential for the Tailscale API (an access token, or an OAuth
          client with the scope devices:core:read) and a kubeconfig. Credentials go to the collector alone;
          these pages never see them.
        </p>
        <Command text="TAILSCALE_API_KEY=tskey-api-… KUBECONFIG=~/.kube/config npm start" />
        <h3>2. Rights in each cluster</h3>
        <p>Objects of the whole cluster, then bytes and logs in each namespace with tailscale pods.</p>
        <Command text="kubectl apply -f deploy/rbac/t1-objects.yaml" />
        <Command text="kubectl -n NAMESPACE apply -f deploy/rbac/t3-metrics-logs.yaml" />
        <h3>3. Who talks to whom</h3>
        <p>
          The path of each link needs exec into the pods (tailscale status --json --active, nothing else). It
          is off until exec.namespaces in the configuration file names the namespaces.
        </p>
        <Command text="kubectl -n NAMESPACE apply -f deploy/rbac/t4-exec.yaml" />
        <Command text={'exec: { namespaces: [NAMESPACE] }'} />
        <h3>Where nobody is let in</h3>
        <p>
          Pods and hosts push what their own tailscaled sees. Without a credential for the Tailscale API say
          so: a token for push.sh is then all that is needed (docs/push.md).
        </p>
        <Command text="TAILSCALE_API=off npm start" />
        <Command text="TAILSCALE_API=off npm run token -- create edge --cluster edge --namespaces shop,web" />
        <p>docs/configuration.md has every setting.</p>
      </div>
    </Section>
  )
}
