import { expect, test } from 'vitest'
import { inTransaction } from '../../src/db/database.ts'
import { cancelInRound } from '../../src/planning/place.ts'
import type { LocalDate } from '../../src/terms.ts'
import { toldStage } from '../agenda/told-stage.ts'
import { testApp } from '../support/app.ts'
import { browser } from '../support/browser.ts'
import { type FreshDatabase, onBothDatabases } from '../support/database.ts'
import { wordsOf } from '../today/scene.ts'
import { workingWeek } from './appointment-scene.ts'

const MONDAY = '2026-12-07'
const WEDNESDAY = '2026-12-09'
const FRIDAY = '2026-12-11'

const open = async (fresh: () => Promise<FreshDatabase>) => {
  const stage = await toldStage(fresh)
  await workingWeek(stage)
  const { visit, submit } = browser(await testApp(stage.house))
  const page = async (path: string) => (await visit(path)).body
  return {
    ...stage,
    submit,
    page,
    read: async (path: string) => wordsOf(await page(path)),
    /** The pages that this page leads to, beside its own. */
    others: async (path: string) =>
      [...(await page(path)).matchAll(/<a href="(\/p\/[\w-]{16})">/g)].map(([, to]) => to!),
  }
}

onBothDatabases('a text about several appointments leads to a page', fresh => {
  test('from which each that was cancelled is reached, with other times for it', async () => {
    const { book, cancel, settle, lastLink, read, others, page, row, submit } = await open(fresh)
    const ids = [await book({ on: MONDAY }), await book({ on: WEDNESDAY }), await book({ on: FRIDAY })]
    for (const id of ids) await cancel(id)
    await settle()
    const first = await lastLink()
    expect(await read(first)).toMatch(
      /Lundi 7 décembre .*2 autres sont annulés aussi Mercredi 9 décembre à 9 h Vendredi 11 décembre à 9 h/,
    )
    const [second] = await others(first)
    expect(await read(second!)).toMatch(
      /Mercredi 9 décembre à 9 h .*Annulé|Annulé .*Mercredi 9 décembre à 9 h/,
    )
    const at = /name="at" value="([^"]+)"/.exec(await page(second!))![1]!
    const { version } = await row(ids[1]!)
    await submit(`${second}/other-time`, { appointment: ids[1]!, version: String(version), at })
    expect((await row(ids[1]!)).moved_to_id).not.toBeNull()
    expect(await read(first)).toMatch(/Un autre est annulé aussi Vendredi 11 décembre/)
  })

  test('that shows what stands on other days, and how many more', async () => {
    const { book, cancel, settle, lastLink, read } = await open(fresh)
    await cancel(await book({ on: MONDAY }))
    await settle()
    const days = Array.from(
      { length: 17 },
      (_, day): LocalDate => `2026-12-${String(day + 9).padStart(2, '0')}`,
    )
    for (const on of days) await book({ on, at: '11:00' })
    expect(await read(await lastLink())).toMatch(
      /Les autres rendez-vous Mercredi 9 décembre à 11 h .*Mercredi 23 décembre à 11 h Et 2 autres, jusqu’au vendredi 25 décembre\./,
    )
  })

  test('which names nothing that is not this person’s to see, or no longer of use', async () => {
    const stage = await open(fresh)
    const { book, cancel, settle, lastLink, read, house, cabinet, ines } = stage
    const kept = await book({ on: MONDAY })
    await cancel(kept)
    await settle()
    const path = await lastLink()
    const away = await book({ on: FRIDAY })
    const of = { practiceId: cabinet.id, id: away, version: 1, reason: 'absence' }
    const moment = {
      now: house.clock.now(),
      today: '2026-11-25',
      by: { kind: 'member', userId: ines },
    } as const
    await inTransaction(house.db, trx => cancelInRound(trx, of, moment, { tell: false }))
    expect(await read(path)).not.toMatch(/annulé aussi|Les autres/)
  })
})
