/**
 * A queue for work that must not overlap: each begins when the one before has ended, well or badly. Transactions of one
 * worker wait here for each other instead of failing each other in the database.
 */
export const oneAtATime = () => {
  let last: Promise<unknown> = Promise.resolve()
  return <Result>(work: () => Promise<Result>): Promise<Result> => {
    const mine = last.then(work)
    last = mine.catch(() => undefined)
    return mine
  }
}
