import { answer } from './answer.mjs'

answer('e2e/benchTables.ts')
