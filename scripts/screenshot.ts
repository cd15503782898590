// `node scripts/screenshot.ts`: makes the README's picture again, from a demo of its own, from 8 h 40 on.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import { launchOptions } from '../test/support/chromium.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const PHONE = { width: 390, height: 844 }

/** Starts the demo in a folder of its own and gives its address. */
const startDemo = (folder: string) => {
  const server = spawn(process.execPath, [join(root, 'src', 'server.ts')], {
    cwd: folder,
    env: { PATH: process.env.PATH, PORT: '0', PUBLIC_URL: 'http://localhost:3000', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const address = new Promise<string>(resolve =>
    createInterface({ input: server.stdout }).on('line', line => {
      const found = line.match(/http:\/\/\S+:\d+/)?.[0]
      if (found) resolve(found)
    }),
  )
  return { server, address }
}

/** The nurse's round before the texts leave, then a patient's phone, then what the link opens. */
const takePictures = async (browser: Browser, address: string): Promise<Buffer[]> => {
  const page = await browser.newPage({ viewport: PHONE })
  await page.goto(`${address}/demo`)
  await page.click('.persons button >> nth=0')
  await page.click('.speeds button >> nth=0')
  const round = await page.screenshot()
  await page.click('.demo-bar summary')
  await page.click('.demo-bar [name=to][value="5"]')
  await page.goto(`${address}/demo/phones`)
  await page.click('.lines a:has-text("Haddad")')
  const phone = await page.screenshot()
  await page.goto(new URL((await page.getAttribute('.bubbles a', 'href'))!, address).href)
  return [round, phone, await page.screenshot()]
}

const sideBySide = async (browser: Browser, pictures: Buffer[]): Promise<void> => {
  const page = await browser.newPage({ viewport: { width: 1266, height: 892 } })
  const images = pictures.map(picture => `<img src="data:image/png;base64,${picture.toString('base64')}">`)
  const style = 'body{margin:0;padding:24px;display:flex;gap:24px;background:#d8dbd4}img{border-radius:20px}'
  await page.setContent(`<style>${style}</style>${images.join('')}`)
  await page.screenshot({ path: join(root, 'screenshot.png') })
}

const folder = mkdtempSync(join(tmpdir(), 'prevenance-screenshot-'))
const { server, address } = startDemo(folder)
const browser = await chromium.launch(launchOptions)
await sideBySide(browser, await takePictures(browser, await address))
await browser.close()
server.once('close', () => rmSync(folder, { recursive: true }))
server.kill()
