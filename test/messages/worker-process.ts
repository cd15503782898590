import { openDatabase } from '../../src/db/database.ts'
import { newId } from '../../src/ids.ts'
import { deliverDue } from '../../src/messages/deliver.ts'
import type { Gateway } from '../../src/messages/gateways/gateway.ts'
import { simulatedGateway } from '../../src/messages/gateways/simulated.ts'
import { testClock } from '../support/clock.ts'
import { originThat, stillTrue } from './outbox-world.ts'

/** A worker in a process of its own: `url now dies`, where `dies` is `never`, `before-send` or `after-send`. */
const [url = '', now = '', dies = 'never'] = process.argv.slice(2)

const die = () => process.kill(process.pid, 'SIGKILL')

const db = openDatabase(url)
const clock = testClock(now)
const simulated = simulatedGateway({ db, clock })
const gateway: Gateway = {
  async send(text) {
    if (dies === 'before-send') die()
    const outcome = await simulated.send(text)
    if (dies === 'after-send') die()
    return outcome
  },
}
const log = (fault: unknown) => {
  throw fault
}
const origins = { notice: originThat(stillTrue) }
while ((await deliverDue({ db, clock, origins, gateway, workerId: newId(), log })) > 0);
await db.destroy()
