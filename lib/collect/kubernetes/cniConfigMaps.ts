/**
 * ConfigMaps that decide how the CNI translates addresses, with the namespaces they stand in. They are fetched
 * by name, so that no right to list ConfigMaps is needed; where one is absent, its CNI is not there.
 */
export const cniConfigMaps: readonly { name: string; namespaces: readonly string[] }[] = [
  { name: 'cilium-config', namespaces: ['kube-system', 'cilium'] },
  { name: 'ip-masq-agent', namespaces: ['kube-system'] },
  { name: 'azure-ip-masq-agent-config', namespaces: ['kube-system'] },
  { name: 'azure-ip-masq-agent-config-reconciled', namespaces: ['kube-system'] },
  { name: 'antrea-config', namespaces: ['kube-system'] },
  { name: 'kube-flannel-cfg', namespaces: ['kube-flannel', 'kube-system'] },
  { name: 'kube-proxy', namespaces: ['kube-system'] },
  { name: 'amazon-vpc-cni', namespaces: ['kube-system'] },
]
