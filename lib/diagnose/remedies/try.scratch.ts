import { readFileSync } from 'node:fs'
import { inputFromFiles } from '#lib/explain/inputFromFiles.ts'
import { judge } from '#lib/diagnose/diagnose.ts'
import { remediesOf } from '#lib/diagnose/remediesOf.ts'
const lab = '/work/main/lib/fake/lab/'
const file = (p: string) => ({ name: p, text: readFileSync(lab + p, 'utf8') })
const [folder = '', full] = process.argv.slice(2)
const truth = JSON.parse(file(folder + '/case.json').text)
const phase = folder.split('/')[0]
const s = inputFromFiles({ status: file(folder + '/status.json'), netcheck: file(folder + '/netcheck.json'), metrics: file(folder + '/metrics.txt'), log: file(folder + '/log.txt'), pings: null, devices: file(phase + '/devices.json'), clusters: [file(`clusters/${truth.pod.cluster}.json`)], derpMap: file('derpmap.json'), pod: null })
if (!s.ok) throw new Error(JSON.stringify(s))
const j = judge(s.value.input)
const c = j.chain
console.log(folder, 'L1', c.l1.name, c.l1.hardness, 'L2', c.l2.name, c.l2.hardness, c.side, 'udp', c.udp, 'in', c.inbound.reachable, c.inbound.by, 'v6', c.ipv6)
for (const p of j.peers.filter(p => p.path !== 'idle')) console.log('   ', p.peerName, p.path, p.expected, p.chain.side, p.chain.udp, p.chain.inbound.reachable, p.pair.near, p.pair.relay, '|', p.dependsOn ?? '')
for (const r of remediesOf(j)) {
  const g = r.gain
  console.log('*', r.id, r.applies, g ? `${g.derpBefore}->${g.derpAfter} d${g.directAfter} r${g.relayAfter}` : '-', '|', r.title, '|', r.why)
  if (full && (full === 'all' || full === r.id)) {
    for (const p of r.patches) console.log(`--- ${p.object}\n${p.diff.map(d => d.sign + ' ' + d.text).join('\n')}\n$ ${p.command}\n# manifest\n${p.manifest}`)
    for (const k of r.checks) console.log('   ', k.seen, k.says)
    for (const k of r.limits) console.log('   !', k)
    console.log('   V', r.verify.command, '\n     ', r.verify.expect)
  }
}
