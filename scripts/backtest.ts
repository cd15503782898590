// `npm run backtest`: lifelike days made from published figures, replayed and scored on days never learned from.
import { parseArgs } from 'node:util'
import { backtest } from '../src/replay/backtest.ts'
import { tableOf } from '../src/replay/score-table.ts'

const { values } = parseArgs({
  options: { days: { type: 'string', default: '120' }, seed: { type: 'string', default: '2026' } },
})
for (const kind of ['consultations', 'rounds'] as const) {
  const before = process.cpuUsage()
  const result = backtest(kind, { days: Number(values.days), seed: Number(values.seed) })
  const seconds = process.cpuUsage(before).user / 1e6
  console.log(tableOf(kind, result))
  console.log(
    `${result.replayed} visits replayed, ${Math.round(result.replayed / seconds)} per second of one core\n`,
  )
}
