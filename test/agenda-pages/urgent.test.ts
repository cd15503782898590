import { expect, test } from 'vitest'
import { listDay } from '../../src/agenda/queries.ts'
import { onBothDatabases } from '../support/database.ts'
import { TODAY } from '../support/day.ts'
import { desk } from './desk.ts'

onBothDatabases('an urgent appointment in a full day', fresh => {
  test('shows who becomes late and by how much before it is booked, then is booked beside them', async () => {
    const { session, quere, roussel, bastien, halle, house, desk: ines } = await desk(fresh)
    await session({ at: '10:30', who: quere })
    await session({ at: '11:00' })
    await session({ at: '14:00' })
    const wanted = { date: TODAY, clinician: bastien, patient: roussel, kind: 'session', place: 'practice' }
    const urgent = { ...wanted, from: '10:30', duration: '20', via: 'agenda' }
    const refused = await ines.post('/appointments', urgent)
    expect(refused.statusCode).toBe(409)
    const words = refused.body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/[\s\u00a0\u202f]+/g, ' ')
    expect(words).toContain('seraient en retard : M. Quéré, de 20 min Mme Roussel, de 20 min')
    expect(await listDay(house.db, halle.id, bastien, TODAY)).toHaveLength(3)
    const booked = await ines.post('/appointments', { ...urgent, overlap: '1' })
    expect(booked.statusCode).toBe(303)
    expect(booked.headers.location).toMatch(/^\/appointments\/[\w-]+$/)
    expect(await ines.read(String(booked.headers.location))).toContain('10 h 30 – 10 h 50')
  })
})
