import { answer } from './answer.mjs'

answer('lib/demo/benchDiagnose.ts')
