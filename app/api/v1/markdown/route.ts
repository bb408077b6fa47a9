import { frozenMarkdownOf } from '../../../ask/frozenMarkdownOf.ts'
import { reviewSettings } from '../../../ask/reviewSettings.ts'
import { database } from '../../../database.ts'

export const GET = (request: Request) =>
  frozenMarkdownOf(database(), request, {
    now: new Date(),
    by: null,
    review: reviewSettings(process.env),
  })
