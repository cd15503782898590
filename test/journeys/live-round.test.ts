import { describe, expect, test } from 'vitest'
import { ROUND } from '../today/scene.ts'
import {
  device,
  forgiveNetwork,
  mainButton,
  openRound,
  playInBrowser,
  press,
  scene,
  textOf,
  waiting,
} from './round-stage.ts'

const POLL = 16_000

playInBrowser()

const LATER = [
  ['10:30', 'Arnaud'],
  ['11:00', 'Besson'],
  ['11:30', 'Caron'],
  ['12:00', 'Dufour'],
] as const

describe('with network', () => {
  test('two taps of the same thumb are one, and do not fall on the next button', async () => {
    const page = await openRound(await device())
    await mainButton(page).dblclick()
    await mainButton(page).getByText('Terminé').waitFor()
    expect((await scene.taps()).map(tap => tap.kind)).toEqual(['arrival'])
  })

  test('a tap that is refused says why, and the round can be used', async () => {
    const page = await openRound(await device())
    await scene.house.db.updateTable('appointments').set({ status: 'cancelled' }).execute()
    await scene.house.db.deleteFrom('stops').execute()
    await press(page, 'J’arrive')
    await page.getByRole('alert').getByText('J’arrive, chez Mme Lemoine : ').waitFor()
    expect(await waiting(page).isVisible()).toBe(false)
    forgiveNetwork()
  })

  test('the page follows what happens elsewhere, and leaves alone what one is doing', async () => {
    for (const [at, name] of LATER) await scene.place({ at }, { last_name: name, phone: '+33639980140' })
    const page = await openRound(await device())
    await page.getByText('J’ai du retard').click()
    await page.getByText('autres passages, à l’heure').click()
    await page.getByRole('button', { name: '20 min' }).focus()
    scene.setTime('08:30')
    await scene.camillePhone.tap(`${ROUND}/stops/${scene.stops.lemoine}/arrival`)
    await page.clock.runFor(POLL)
    await page.locator('#passage').getByText('Commencé à 8\u00a0h\u00a030').waitFor()
    expect(await page.getByRole('button', { name: '20 min' }).isVisible()).toBe(true)
    expect(await page.getByText('Mme\u00a0Odette Dufour').isVisible()).toBe(true)
    expect(await page.evaluate('document.activeElement.value')).toBe('20')
  })

  test('the time left to stop a text moves once a second, unless one wants no motion', async () => {
    const context = await device()
    await scene.camillePhone.tap(`${ROUND}/delay`, { minutes: '45' })
    const page = await openRound(context)
    const left = () => textOf(page, '#notices time')
    expect(await left()).toBe('3 min 00')
    await page.clock.runFor(2000)
    expect(await left()).toBe('2 min 58')
    const still = await openRound(await device({ reducedMotion: 'reduce' }))
    await still.clock.runFor(2000)
    expect(await textOf(still, '#notices time')).toBe('3 min 00')
  })

  test('« Annuler » on the banner keeps the text from leaving, and says so', async () => {
    const context = await device()
    await scene.camillePhone.tap(`${ROUND}/delay`, { minutes: '45' })
    const page = await openRound(context)
    await page.locator('#notices').getByRole('button', { name: 'Annuler' }).click()
    await page.locator('#notices').waitFor({ state: 'detached' })
    expect(await textOf(page)).toContain('Non prévenue, vous avez annulé')
    expect((await scene.notices()).map(notice => notice.state)).not.toContain('pending')
  })

  test('when nobody is signed in any more the page leads to the sign-in', async () => {
    const context = await device()
    const page = await openRound(context)
    await context.clearCookies()
    await page.clock.runFor(POLL)
    await page.waitForURL('**/sign-in?next=*')
    forgiveNetwork()
  })

  test('keeps what it knows while the server does not answer', async () => {
    const page = await openRound(await device())
    await page.route('**/rounds/*', route => route.fulfill({ status: 503, body: 'en panne' }))
    const answered = page.waitForResponse(response => response.status() === 503)
    await page.clock.runFor(POLL)
    await (await answered).finished()
    expect(await textOf(page, '#passage')).toContain('Mme Odette Lemoine')
    forgiveNetwork()
  })
})

test('without JavaScript the round is driven by plain forms, to its end', async () => {
  const context = await device({ javaScriptEnabled: false })
  const page = await openRound(context, { scripted: false })
  for (const name of ['Lemoine', 'Roussel', 'Petit']) {
    await page.getByRole('button', { name: `J’arrive chez M` }).click()
    expect(await textOf(page, '#passage')).toContain(name)
    await page.getByRole('button', { name: 'Terminé chez M' }).click()
  }
  expect(await textOf(page)).toContain('La tournée est terminée')
  await page.getByRole('button', { name: 'Annuler « Terminé, M. Petit' }).click()
  expect(await textOf(page, '#passage')).toContain('Commencé à 8 h 02')
})
