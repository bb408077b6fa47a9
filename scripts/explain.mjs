import { answer } from './answer.mjs'

answer('lib/explain/main.ts')
