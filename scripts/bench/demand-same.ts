/** @throws Error that shows where the page written by hand leaves the product's */
export const demandSame = (product: string, handwritten: string): void => {
  if (product === handwritten) return
  let at = 0
  while (product[at] === handwritten[at]) at++
  const around = (html: string) => JSON.stringify(html.slice(Math.max(0, at - 80), at + 80))
  throw new Error(
    `the pages differ at ${at}:\nproduct:      ${around(product)}\nhand-written: ${around(handwritten)}`,
  )
}
