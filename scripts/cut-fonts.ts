// `node scripts/cut-fonts.ts`: makes views/assets/*.woff2 from the whole fonts, after these or what is needed of them changed.
import { writeFileSync } from 'node:fs'
import { cutFonts } from './fonts/cut.ts'

for (const [name, bytes] of Object.entries(await cutFonts())) {
  writeFileSync(new URL(`../views/assets/${name}`, import.meta.url), bytes)
  console.log(`${name}: ${bytes.length} bytes`)
}
