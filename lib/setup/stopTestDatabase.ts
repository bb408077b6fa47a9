import { join } from 'node:path'
import { recordedPostmaster, stopPostmaster } from './postmaster.ts'
import { testFolder } from './testDatabase.ts'

const running = recordedPostmaster(join(testFolder, 'postgres'))
if (running) await stopPostmaster(running.pid)
