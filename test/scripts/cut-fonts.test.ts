import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { cutFonts } from '../../scripts/fonts/cut.ts'

it('the fonts that pages load are those that are cut from the whole ones', async () => {
  for (const [name, bytes] of Object.entries(await cutFonts()))
    expect(readFileSync(new URL(`../../views/assets/${name}`, import.meta.url)).equals(bytes), name).toBe(
      true,
    )
})
