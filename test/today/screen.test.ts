import { describe, expect, test } from 'vitest'
import { saveCadre } from '../../src/cadre/queries.ts'
import { DEFAULT_TERMS } from '../../src/cadre/terms.ts'
import { inTransaction } from '../../src/db/database.ts'
import { freshSqlite } from '../support/database.ts'
import { lateMorning, morning, ROUND, stage } from './scene.ts'

const readRound = async (scene: Awaited<ReturnType<typeof stage>>) => await scene.camillePhone.read(ROUND)

describe('the live round', () => {
  test('has the current stop with one main button, the others in order, agreed times first', async () => {
    const scene = await morning(freshSqlite)
    const page = await readRound(scene)
    expect(page).toMatch(/Mercredi 25 novembre.*Tournée du matin.*0 \/ 3/)
    expect(page).toMatch(/Passage 1 sur 3 Mme Odette Lemoine.*Convenu 8 h .*J’arrive chez Mme Lemoine/)
    expect(page).toMatch(/8 h 45 Mme Odette Roussel À l’heure 9 h 10 M\. Jean Petit/)
    expect(page.match(/J’arrive/g)).toHaveLength(1)
  })

  test('says the delay with where it comes from, and what will be sent to whom', async () => {
    const page = await readRound(await lateMorning(freshSqlite))
    expect(page).toMatch(/\+\d+ min de retard/)
    expect(page).toMatch(/1 patient sera prévenu dans 3 min 00 Envoyer maintenant Annuler/)
    expect(page).toMatch(/8 h 45 Mme Odette Roussel prévu [^–]+ – \d+ h \d* ?Sera prévenue dans 3 min/)
  })

  test('does not say that the patient is told when it is a carer', async () => {
    const scene = await morning(freshSqlite)
    const { house, halle, camille, roussel, paul } = scene
    const toPaul = { subject: 'delay', channel: 'sms', hours: null, language: null } as const
    const agree = async (basedOn: number, contacts: (string | null)[]) =>
      await inTransaction(house.db, async trx => {
        const terms = { ...DEFAULT_TERMS, contacts: contacts.map(carerId => ({ ...toPaul, carerId })) }
        const cadre = { practiceId: halle.id, patientId: roussel, basedOn, terms, by: camille }
        await saveCadre(trx, cadre, house.clock.now())
      })
    await agree(0, [paul])
    scene.setTime('08:30')
    await scene.camillePhone.tap(`${ROUND}/stops/${scene.stops.lemoine}/arrival`)
    expect(await readRound(scene)).toContain('Le proche sera prévenu dans 3 min')
    await agree(1, [null, paul])
    await scene.camillePhone.tap(`${ROUND}/notices/holding`)
    await scene.camillePhone.tap(`${ROUND}/stops/${scene.stops.roussel}/holding/end`)
    expect(await readRound(scene)).toContain('Le patient et son proche seront prévenus dans')
  })

  test('shows a patient with a landline as a call to make, with the number one tap away', async () => {
    const scene = await lateMorning(freshSqlite)
    const { body } = await scene.camillePhone.open(ROUND)
    expect(await readRound(scene)).toMatch(/M\. Jean Petit prévu \S+.* À appeler, téléphone fixe Appeler/)
    expect(body).toContain('href="tel:+33324990112"')
  })

  test('after « Annuler » says that nobody is told, and shows no banner any more', async () => {
    const scene = await lateMorning(freshSqlite)
    const { body } = await scene.camillePhone.tap(`${ROUND}/notices/holding`)
    expect(body).not.toContain('id="notices"')
    expect(await readRound(scene)).toMatch(/Non prévenue, vous avez annulé Prévenir/)
    await scene.camillePhone.tap(`${ROUND}/stops/${scene.stops.roussel}/holding/end`)
    expect(await readRound(scene)).toContain('Sera prévenue dans 3 min')
  })

  test('in progress says when the visit began, when it should end, and « Terminé »', async () => {
    const page = await readRound(await lateMorning(freshSqlite))
    expect(page).toMatch(/Commencé à 8 h 30 Mme Odette Lemoine.*Fin prévue \d+ h .*Terminé chez Mme Lemoine/)
  })

  test('when all is over says so, and what was done stays within reach', async () => {
    const scene = await morning(freshSqlite)
    for (const id of Object.values(scene.stops))
      await scene.camillePhone.tap(`${ROUND}/stops/${id}/completion`)
    const page = await readRound(scene)
    expect(page).toMatch(/3 \/ 3.*La tournée est terminée.*3 passages faits/)
    expect(page).not.toMatch(/J’arrive|J’ai du retard|de retard/)
  })

  test('on a day without a round offers to plan one', async () => {
    expect(await readRound(await stage(freshSqlite))).toMatch(/Aucun passage ce jour.*Ajouter un passage/)
  })

  test('of a day at the practice speaks of appointments, and of no road', async () => {
    const scene = await stage(freshSqlite)
    const facts = { place: 'practice', kind: 'consultation' } as const
    await scene.place({ at: '08:00', ...facts }, { last_name: 'Lemoine', phone: '+33639980110' })
    await scene.place({ at: '08:20', ...facts }, scene.roussel)
    const page = await readRound(scene)
    expect(page).toMatch(/Journée au cabinet.*Rendez-vous 1 sur 2.*Je commence avec Mme Lemoine/)
    expect(page).not.toMatch(/Je pars|Y aller|Route|[Pp]assage|[Tt]ournée du/)
  })
})

describe('a day that is not today', () => {
  test('when it is over shows what was noted and what was not, and expects nothing any more', async () => {
    const scene = await lateMorning(freshSqlite)
    await scene.camillePhone.tap(`${ROUND}/stops/${scene.stops.lemoine}/completion`)
    scene.house.clock.set('2026-11-26T09:00:00.000Z')
    const page = await readRound(scene)
    expect(page).toMatch(/1 \/ 3.*Passages sans geste noté 8 h 45 Mme Odette Roussel Rien n’a été noté/)
    expect(page).not.toMatch(/J’arrive chez|de retard|prévu \d|Appeler|seront? prévenu|Fin de tournée/)
    const stopPage = await scene.camillePhone.read(`${ROUND}/stops/${scene.stops.lemoine}`)
    expect(stopPage).toContain('Corriger')
    expect(stopPage).not.toContain('Agir sur ce passage')
  })

  test('when it is still to come can be read and not tapped', async () => {
    const scene = await morning(freshSqlite)
    scene.house.clock.set('2026-11-24T09:00:00.000Z')
    const page = await readRound(scene)
    expect(page).toMatch(/Mme Odette Lemoine.*Convenu 8 h/)
    expect(page).not.toMatch(/J’arrive|J’ai du retard|de retard|Absent/)
  })
})

describe('a text', () => {
  test('of which nobody knows whether it left is said to be so, and can no longer be stopped', async () => {
    const scene = await lateMorning(freshSqlite)
    await scene.house.db.updateTable('messages').set({ status: 'unknown' }).execute()
    const { body } = await scene.camillePhone.open(ROUND)
    expect(await readRound(scene)).toMatch(/Mme Odette Roussel prévu \S.* Message d’issue inconnue/)
    expect(body).not.toMatch(/id="notices"|holding/)
  })
})

describe('the page of one stop', () => {
  test('says who was told and why, as it was decided at the time', async () => {
    const scene = await lateMorning(freshSqlite)
    await scene.camillePhone.tap(`${ROUND}/stops/${scene.stops.roussel}/holding`)
    const page = await scene.camillePhone.read(`${ROUND}/stops/${scene.stops.roussel}`)
    expect(page).toMatch(
      /Qui a été prévenu, et pourquoi 8 h 30 Sera prévenue dans 3 min 8 h 30 Non prévenue, vous avez annulé/,
    )
  })

  test('lets one act out of order, move the stop, and correct its times', async () => {
    const scene = await lateMorning(freshSqlite)
    const waiting = await scene.camillePhone.read(`${ROUND}/stops/${scene.stops.roussel}`)
    expect(waiting).toMatch(/J’arrive.*Absent.*Passer avant.*Passer après/)
    const begun = await scene.camillePhone.open(`${ROUND}/stops/${scene.stops.lemoine}`)
    expect(begun.body).toMatch(/taps\/the-arrival\/correction[\s\S]*value="08:30"/)
  })
})
