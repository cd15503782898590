import { flushCompileCache } from 'node:module'

/**
 * Loaded before the product's own code, into its process: its clock is the machine's, moved by as many milliseconds as
 * the test says. The product itself is the one that is run everywhere else.
 */
const machineNow = Date.now
let shiftMs = Number(process.env.SHIFT_MS ?? 0)
Date.now = () => machineNow() + shiftMs
process.on('message', (ms: number) => {
  shiftMs = ms
  process.send?.('shifted')
  // A process that is killed would leave the next one to compile everything again.
  flushCompileCache()
})
// Nobody is left to ask for anything.
process.on('disconnect', () => process.exit(1))
process.channel?.unref()
