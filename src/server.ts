import { buildApp } from './app.ts'
import { systemClock } from './clock.ts'
import { readConfig } from './config.ts'
import { openDatabase } from './db/database.ts'
import { migrate } from './db/migrations.ts'
import { secretsFrom } from './secrets.ts'

const config = readConfig()
const db = openDatabase(config.databaseUrl)
await migrate(db)
const app = buildApp({ db, clock: systemClock, config, secrets: secretsFrom(config.secretKey) })
await app.listen({ port: config.port, host: config.host })
