import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * Lets whatever has arrived meanwhile come to its turn. SQLite answers at once: without this, work done in many
 * transactions one after the other would look at no socket until the last of them.
 */
export const othersFirst = async (): Promise<void> => {
  await nextTurn()
}
