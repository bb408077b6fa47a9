#!/usr/bin/env bash
# Starts a real kube-apiserver with etcd on 127.0.0.1, RBAC on, ready in about 3 s: up.sh STATE_FOLDER PORT
# It takes PORT and the three after it. Writes STATE_FOLDER/admin.kubeconfig; APISERVER_ARGS are more flags. There are no
# controllers and no kubelets: a test owns the objects and their status.
#   STATE_FOLDER/fakelet.json   what exec and logs of a container do here: see fakelet.go
#   STATE_FOLDER/egress.json    {"<pod ip>:<port>": "127.0.0.1:<port>"}: where pods/proxy reaches a pod
# Both may be written anew at any time.
# STATE_FOLDER/apiserver.sh starts the API server alone, as after a crash.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
state=${1:?state folder} port=${2:?port}
kubelet=$((port + 1)) etcd=$((port + 2)) etcd_peer=$((port + 3))
bin=$("$here/build.sh")
[ -e "$state/pids" ] && { echo "already up: $state" >&2; exit 1; }
mkdir -p "$state/pki"
state=$(cd "$state" && pwd)
: > "$state/pids"
[ -e "$state/fakelet.json" ] || echo '{}' > "$state/fakelet.json"
[ -e "$state/egress.json" ] || echo '{}' > "$state/egress.json"
cp "$here/run.sh" "$state/run.sh"

cd "$state/pki"
key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"; }
key ca
openssl req -x509 -new -key ca.key -subj /CN=test-ca -days 3650 -out ca.crt -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign
cert() { # name, subject, usage, names
  key "$1"
  openssl req -new -key "$1.key" -subj "$2" -out "$1.csr"
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 3650 -out "$1.crt" \
    -extfile <(printf 'keyUsage=critical,digitalSignature\nextendedKeyUsage=%s\n' "$3"; [ -z "${4:-}" ] || echo "subjectAltName=$4") 2> /dev/null
}
cert apiserver /CN=kube-apiserver serverAuth "DNS:localhost,DNS:kubernetes.default.svc,IP:127.0.0.1"
cert kubelet /CN=fakelet serverAuth "IP:127.0.0.1"
cert client "/O=system:masters/CN=apiserver" clientAuth
cert admin "/O=system:masters/CN=admin" clientAuth
openssl genrsa -out sa.key 2048 2> /dev/null
openssl rsa -in sa.key -pubout -out sa.pub 2> /dev/null
cat > "$state/admin.kubeconfig" <<K
apiVersion: v1
kind: Config
current-context: test
clusters: [ { name: test, cluster: { server: "https://127.0.0.1:$port", certificate-authority-data: $(base64 < ca.crt | tr -d '\n') } } ]
users: [ { name: admin, user: { client-certificate-data: $(base64 < admin.crt | tr -d '\n'), client-key-data: $(base64 < admin.key | tr -d '\n') } } ]
contexts: [ { name: test, context: { cluster: test, user: admin } } ]
K
cat > "$state/egress.yaml" <<K
apiVersion: apiserver.k8s.io/v1beta1
kind: EgressSelectorConfiguration
egressSelections: [ { name: cluster, connection: { proxyProtocol: HTTPConnect, transport: { uds: { udsName: "$state/egress.sock" } } } } ]
K
cat > "$state/apiserver.sh" <<S
#!/usr/bin/env bash
cd "$state/pki" && "$state/run.sh" "$state" apiserver "$bin/kube-apiserver" --etcd-servers=http://127.0.0.1:$etcd \\
  --bind-address=127.0.0.1 --secure-port=$port --advertise-address=127.0.0.1 --endpoint-reconciler-type=none \\
  --tls-cert-file=apiserver.crt --tls-private-key-file=apiserver.key --client-ca-file=ca.crt --authorization-mode=Node,RBAC \\
  --allow-privileged=true --service-cluster-ip-range=172.20.0.0/16 --service-account-issuer=https://kubernetes.default.svc \\
  --service-account-key-file=sa.pub --service-account-signing-key-file=sa.key --kubelet-client-certificate=client.crt \\
  --kubelet-client-key=client.key --kubelet-preferred-address-types=InternalIP --disable-admission-plugins=ServiceAccount \\
  --egress-selector-config-file="$state/egress.yaml" ${APISERVER_ARGS:-}
S
chmod +x "$state/apiserver.sh"

"$state/run.sh" "$state" egress "${NODE:-node}" "$here/egress.mjs" "$state/egress.sock" "$state/egress.json" "127.0.0.1:$kubelet"
"$state/run.sh" "$state" fakelet "$bin/fakelet" --address="127.0.0.1:$kubelet" --config="$state/fakelet.json" --cert=kubelet.crt --key=kubelet.key --client-ca=ca.crt
"$state/run.sh" "$state" etcd "$bin/etcd" --data-dir="$state/etcd" --listen-client-urls="http://127.0.0.1:$etcd" \
  --advertise-client-urls="http://127.0.0.1:$etcd" --listen-peer-urls="http://127.0.0.1:$etcd_peer" \
  --initial-advertise-peer-urls="http://127.0.0.1:$etcd_peer" --initial-cluster="default=http://127.0.0.1:$etcd_peer" \
  --unsafe-no-fsync --log-level=warn
"$state/apiserver.sh"
for _ in $(seq 600); do
  [ "$(curl -s -m 2 --cacert ca.crt --cert admin.crt --key admin.key "https://127.0.0.1:$port/readyz" || true)" = ok ] && exit
  sleep 0.1
done
tail -5 "$state/apiserver.log" >&2
exit 1
