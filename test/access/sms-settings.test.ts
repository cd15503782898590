import { afterEach, expect, test } from 'vitest'
import type { World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'
import { SETTINGS } from './example-facts.ts'

const opened: World[] = []
afterEach(async () => {
  for (const { app } of opened.splice(0)) await app.close()
})

const save = async (settings: Record<string, string>) => {
  const world = await freshWorld()
  opened.push(world)
  const response = await world.app.inject({
    method: 'POST',
    url: '/practice',
    headers: { cookie: world.cookies.camille, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ ...SETTINGS, ...settings }).toString(),
  })
  const saved = await world.house.db
    .selectFrom('practices')
    .select(['sms_sender', 'sms_signature', 'message_text_days'])
    .where('id', '=', world.halle.id)
    .executeTakeFirstOrThrow()
  return { response, saved }
}

test.each([
  ['09 37 12 34 56', '+33937123456'],
  ['38123', '38123'],
  ['LA HALLE', 'LA HALLE'],
  ['', null],
])('texts of a practice may come from « %s »', async (typed, kept) => {
  const { saved } = await save({
    sms_sender: typed,
    sms_signature: 'Les infirmiers',
    message_text_days: '90',
  })
  expect(saved).toEqual({ sms_sender: kept, sms_signature: 'Les infirmiers', message_text_days: 90 })
})

test.each([
  ['sms_sender', '06 12 34 56 78', 'Un numéro en 06 ou 07 ne peut pas être un expéditeur'],
  ['sms_sender', 'Cabinet de la Halle', 'un nom de 11 lettres et chiffres au plus'],
  ['message_text_days', '0', 'Un nombre entier de 1 à 7300'],
  ['sms_signature', 'a'.repeat(31), '30 caractères au plus'],
])('%s is not « %s », and nothing typed is lost', async (name, typed, sentence) => {
  const { response, saved } = await save({ [name]: typed })
  expect(response.statusCode).toBe(422)
  expect(response.body).toContain(sentence)
  expect(response.body).toContain(typed)
  expect(saved).toEqual({ sms_sender: null, sms_signature: null, message_text_days: null })
})
