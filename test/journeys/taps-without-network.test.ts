import { describe, expect, test } from 'vitest'
import { ROUND } from '../today/scene.ts'
import {
  device,
  forgiveNetwork,
  halfPast,
  mainButton,
  openRound,
  playInBrowser,
  press,
  scene,
  signIn,
  textOf,
  waiting,
} from './round-stage.ts'

playInBrowser()

describe('without network', () => {
  test('taps wait on screen, the round goes on, and they are sent with their id and time', async () => {
    const context = await device()
    const page = await openRound(context)
    await context.setOffline(true)
    await press(page, 'J’arrive chez Mme Lemoine')
    expect(await textOf(page, '#pending-taps')).toContain(
      'Hors ligne — 1 action en attente J’arrive, chez Mme Lemoine, 8 h 02',
    )
    await mainButton(page).getByText('Terminé').waitFor()
    await page.clock.fastForward('28:00')
    await press(page, 'Terminé chez Mme Lemoine')
    await mainButton(page).getByText('chez Mme Roussel').waitFor()
    expect(await textOf(page, '#passage')).toMatch(
      /En attente du réseau Mme Odette Roussel 14, rue des Lavoirs/,
    )
    expect(await textOf(page, '.tally')).toContain('1 / 3')
    expect(await textOf(page, '.stops:not(.past)')).not.toContain('Roussel')
    expect(await scene.taps()).toEqual([])

    scene.house.clock.set(halfPast('08:32'))
    await page.clock.fastForward('02:00')
    await context.setOffline(false)
    await waiting(page).waitFor({ state: 'hidden' })
    const taps = await scene.taps()
    expect(taps.map(tap => `${tap.kind} ${tap.happened_at.slice(11, 16)}`).sort()).toEqual([
      'arrival 07:02',
      'completion 07:30',
    ])
    expect(await textOf(page)).toMatch(/1 \/ 3.*Mme Odette Roussel.*J’arrive chez Mme Roussel/)
    forgiveNetwork()
  })

  test('what waits survives a reload, and is sent once though its first answer was lost', async () => {
    const context = await device()
    const page = await openRound(context)
    await page.route('**/arrival', async route => {
      await route.fetch()
      await route.abort()
    })
    await press(page, 'J’arrive')
    await waiting(page).waitFor()
    await page.reload()
    await waiting(page).waitFor()
    expect(await textOf(page, '#pending-taps')).toContain('J’arrive, chez Mme Lemoine, 8 h 02')
    await page.unroute('**/arrival')
    await page.clock.runFor(6000)
    await waiting(page).waitFor({ state: 'hidden' })
    expect(await scene.taps()).toHaveLength(1)
    expect(await textOf(page, '#passage')).toContain('Commencé à 8 h 02')
    forgiveNetwork()
  })

  test('nobody is led to believe that « Annuler » stops a text while it waits', async () => {
    const context = await device()
    await scene.camillePhone.tap(`${ROUND}/delay`, { minutes: '45' })
    const page = await openRound(context)
    await context.setOffline(true)
    await page.locator('#notices').getByRole('button', { name: 'Annuler' }).click()
    await waiting(page).waitFor()
    expect(await textOf(page, '#pending-taps')).toMatch(
      /Ne pas prévenir, 8 h 02 Sans réseau, les messages déjà prévus partent à l’heure dite\./,
    )
    expect(await page.locator('#notices').isVisible()).toBe(true)
    forgiveNetwork()
  })

  test('a wrong tap can be taken back before it is sent', async () => {
    const context = await device()
    const page = await openRound(context)
    await context.setOffline(true)
    await press(page, 'J’arrive')
    await press(page, 'Terminé')
    await press(page, 'Retirer la dernière action')
    expect(await textOf(page, '#pending-taps')).toContain('1 action en attente')
    await mainButton(page).getByText('Terminé').waitFor()
    await press(page, 'Retirer la dernière action')
    await waiting(page).waitFor({ state: 'hidden' })
    await mainButton(page).getByText('J’arrive').waitFor()
    await context.setOffline(false)
    await page.clock.runFor(6000)
    expect(await scene.taps()).toEqual([])
    forgiveNetwork()
  })

  test('taps wait for the one who made them, and for a new sign-in', async () => {
    const context = await device()
    const page = await openRound(context)
    await page.route('**/arrival', route => route.fulfill({ status: 403, body: '<main><p>non</p></main>' }))
    await press(page, 'J’arrive')
    await page.getByText('Reconnectez-vous : vos actions attendent sur cet appareil.').waitFor()
    await page.unroute('**/arrival')
    await signIn(context, scene.remi)
    await page.reload()
    await page.clock.runFor(6000)
    expect(await waiting(page).isVisible()).toBe(false)
    expect(await scene.taps()).toEqual([])
    await signIn(context, scene.camille)
    await page.reload()
    await waiting(page).waitFor({ state: 'hidden' })
    expect(await scene.taps()).toMatchObject([{ by_user_id: scene.camille }])
    forgiveNetwork()
  })
})
