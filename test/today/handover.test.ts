import { expect, test } from 'vitest'
import { saveCadre } from '../../src/cadre/queries.ts'
import { DEFAULT_TERMS } from '../../src/cadre/terms.ts'
import { inTransaction } from '../../src/db/database.ts'
import { onBothDatabases } from '../support/database.ts'
import { TODAY } from '../support/day.ts'
import { morning } from './scene.ts'

onBothDatabases('taking a round over', fresh => {
  const handover = async () => {
    const scene = await morning(fresh)
    const remi = await scene.as(scene.remi)
    const path = `/rounds/${TODAY}/handover`
    const agree = async (basedOn: number, highlights: string[]) =>
      await inTransaction(scene.house.db, async trx => {
        const terms = { ...DEFAULT_TERMS, highlights }
        const cadre = {
          practiceId: scene.halle.id,
          patientId: scene.roussel,
          basedOn,
          terms,
          by: scene.camille,
        }
        return await saveCadre(trx, cadre, scene.house.clock.now())
      })
    return { ...scene, remi, remiId: scene.remi, path, agree, read: () => remi.read(path) }
  }

  test('shows each patient in order with what was agreed, and counts what was read', async () => {
    const { read, agree, remi, path, roussel } = await handover()
    await agree(0, ['Sonner deux fois'])
    expect(await read()).toMatch(
      /0 sur 3 cadres lus.*Mme Odette Lemoine.*8 h , Insuline.*Mme Odette Roussel.*Sonner deux fois.*M\. Jean Petit/,
    )
    await remi.post(`${path}/${roussel}`)
    expect(await read()).toMatch(/1 sur 3 cadres lus.*Mme Odette Roussel .*Cadre lu/)
    await remi.post(`${path}/${roussel}/removal`)
    expect(await read()).toContain('0 sur 3 cadres lus')
  })

  test('says that a cadre has changed since it was read', async () => {
    const { read, agree, remi, path, roussel } = await handover()
    await remi.post(`${path}/${roussel}`)
    await agree(0, ['Le chien mord'])
    expect(await read()).toMatch(/0 sur 3 cadres lus.*Le cadre a changé depuis votre lecture.*Le chien mord/)
    await remi.post(`${path}/${roussel}`)
    expect(await read()).toContain('1 sur 3 cadres lus')
  })

  test('is each one’s own: what one has read says nothing of another', async () => {
    const { camillePhone, remi, path, roussel } = await handover()
    await remi.post(`${path}/${roussel}`)
    expect(await camillePhone.read(path)).toContain('0 sur 3 cadres lus')
  })
})
