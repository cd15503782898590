/** Something that a person must mend before the project can run. Its message is one plain sentence. */
export class SetupFailure extends Error {}

/**
 * Progress goes to stderr: stdout belongs to the command that follows.
 * @param {string} sentence
 */
export const say = sentence => {
  process.stderr.write(`${sentence}\n`)
}
