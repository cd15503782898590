import type { LaunchOptions } from 'playwright-core'
import { findOnPath } from './search-path.ts'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'Google Chrome']
const FOLDERS = ['/usr/bin', '/snap/bin', '/Applications/Google Chrome.app/Contents/MacOS']

/** The browser installed on this machine; undefined when there is none. */
export const findChromium = (): string | undefined => findOnPath(NAMES, FOLDERS)

/** For `chromium.launch` of playwright-core: the browser talks to nobody but the page under test. */
export const launchOptions: LaunchOptions = {
  executablePath: findChromium(),
  args: [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    // Chromium's sandbox does not work for root.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ],
}
