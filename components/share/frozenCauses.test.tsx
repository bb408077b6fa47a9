import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { FrozenCauses } from './FrozenCauses.tsx'

test.each([
  ['yes', 'seen: '],
  ['no', 'not so: '],
  ['unknown', 'not seen: '],
] as const)('evidence that is %s is told as %j', (seen, said) => {
  const markup = renderToStaticMarkup(
    <FrozenCauses
      block={{
        block: 'causes',
        title: 'Causes',
        causes: [
          {
            title: 'The VPC CNI takes another source port for each destination',
            code: 'cni-aws-vpc-random',
            certainty: 'certain',
            meta: '',
            evidence: [{ seen, says: 'The pod is on the host’s network.' }],
            disproof: '',
          },
        ],
      }}
    />,
  )
  expect(markup).toContain(`${said}</span><span>The pod is on the host’s network.`)
})
