import { prepareClient, preparePages } from './prepare.ts'
import { sayFailure } from './say.ts'

try {
  await prepareClient()
  await preparePages()
} catch (error) {
  sayFailure(error)
  process.exit(1)
}
