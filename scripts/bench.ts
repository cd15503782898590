// `npm run bench`: how fast the product is, on ten years of a practice of five. Progress goes to standard error; the last
// line of standard output is one JSON object.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { measure } from './bench/measure.ts'

const { values } = parseArgs({
  options: {
    years: { type: 'string', default: '10' },
    quick: { type: 'boolean', default: false },
    /** Where the ten years are kept: some gigabytes. */
    folder: {
      type: 'string',
      default: join(fileURLToPath(new URL('..', import.meta.url)), 'data', 'bench'),
    },
  },
})
const effort = values.quick ? 'quick' : 'full'
console.log(
  JSON.stringify(await measure(values.folder, Number(values.years), effort, words => console.error(words))),
)
