import { answer } from './answer.mjs'

answer('lib/check/main.ts')
