import type { BehindOwner } from '#lib/report/behindView.ts'
import { bytes } from '#lib/report/bytes.ts'
import { counted } from '#lib/report/counted.ts'
import { pathName } from '#lib/report/pathWords.ts'
import { sumOf } from '#lib/report/shareOf.ts'
import { trafficKinds } from '#lib/tailnet/path.ts'
import { KeptLink } from '../live/KeptLink.tsx'
import { MixBar } from '../path/MixBar.tsx'
import { Name } from '../text/Name.tsx'
import '../table/table.css'
import './target.css'

/** As many are read; the rest stands behind a fold. */
const open = 8

/** Whose devices use a target, those with the most bytes first. */
export function BehindOwners({ owners }: { owners: BehindOwner[] }) {
  const folded = owners.slice(open)
  return (
    <>
      <OwnerTable owners={owners.slice(0, open)} label="Users" />
      {folded.length > 0 && (
        <details>
          <summary>{counted(folded.length, 'more owner')}</summary>
          <OwnerTable owners={folded} label="More users" />
        </details>
      )}
    </>
  )
}

function OwnerTable({ owners, label }: { owners: BehindOwner[]; label: string }) {
  return (
    <table className="stacked" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">Whose</th>
          <th scope="col">Devices</th>
          <th scope="col">Bytes by path</th>
          <th scope="col" className="num">
            Bytes
          </th>
        </tr>
      </thead>
      <tbody>
        {owners.map(owner => (
          <Owner key={`${owner.kind} ${owner.name} ${owner.isExternal}`} owner={owner} />
        ))}
      </tbody>
    </table>
  )
}

const kindWords: Record<BehindOwner['kind'], string> = {
  user: 'user',
  tags: 'tagged devices',
  workload: 'workload',
  unknown: 'owner not known',
}

const mostDevices = 3

function Owner({ owner }: { owner: BehindOwner }) {
  const { name, kind, isExternal, href, devices } = owner
  return (
    <tr>
      <td>
        {href ? (
          <KeptLink href={href}>
            <Name name={name} />
          </KeptLink>
        ) : (
          <Name name={name} />
        )}
        <span className="sub">
          {kindWords[kind]}
          {isExternal && ', of another tailnet'}
        </span>
      </td>
      <td data-label="Devices">
        {devices.slice(0, mostDevices).map((device, index) => (
          <span key={device.href}>
            {index > 0 && ', '}
            <KeptLink href={device.href}>
              <Name name={device.name} />
            </KeptLink>
          </span>
        ))}
        {devices.length > mostDevices && (
          <span className="dim"> and {devices.length - mostDevices} more</span>
        )}
      </td>
      <td data-label="By path">
        {owner.bytes && sumOf(owner.bytes) > 0 ? (
          <MixBar parts={owner.bytes} label={mixWords(owner.bytes)} />
        ) : (
          <span className="faint">–</span>
        )}
      </td>
      <td data-label="Bytes" className="num">
        {owner.bytes ? bytes(sumOf(owner.bytes)) : <span className="faint">–</span>}
      </td>
    </tr>
  )
}

const mixWords = (parts: NonNullable<BehindOwner['bytes']>) =>
  trafficKinds
    .filter(kind => parts[kind] > 0)
    .map(kind => `${pathName[kind]} ${bytes(parts[kind])}`)
    .join(', ')
