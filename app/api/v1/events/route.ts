import { answerWith } from '../../../ask/answerWith.ts'
import { events } from '../../../ask/events.ts'

export const GET = answerWith(events)
