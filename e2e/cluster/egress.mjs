// The way from kube-apiserver to pods (its `cluster` egress), an HTTP CONNECT proxy on a unix socket:
// egress.mjs SOCKET MAP KUBELET. Port 10250 of any node leads to KUBELET; the rest by the map, read anew for each
// connection. So nodes and pods keep the addresses of the network they stand for.
import fs from 'node:fs'
import http from 'node:http'
import net from 'node:net'

const [socket, map, kubelet] = process.argv.slice(2)
fs.rmSync(socket, { force: true })
const server = http.createServer((_request, response) => response.writeHead(405).end())
server.on('connect', (request, client) => {
  const ways = JSON.parse(fs.readFileSync(map, 'utf8'))
  const target = request.url.endsWith(':10250') ? kubelet : ways[request.url]
  if (!target) return client.end('HTTP/1.1 502 no such pod\r\n\r\n')
  const colon = target.lastIndexOf(':')
  const pod = net.connect({ host: target.slice(0, colon), port: Number(target.slice(colon + 1)) }, () => {
    client.write('HTTP/1.1 200 OK\r\n\r\n')
    pod.pipe(client).pipe(pod)
  })
  const pairs = [
    [pod, client],
    [client, pod],
  ]
  for (const [one, other] of pairs) one.on('error', () => other.destroy()).on('close', () => other.destroy())
})
server.listen(socket)
