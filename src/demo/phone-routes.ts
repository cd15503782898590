import type { FastifyInstance } from 'fastify'
import { inTransaction } from '../db/database.ts'
import type { House } from '../house.ts'
import { readForm } from '../http/form.ts'
import { NotFound } from '../http/refusals.ts'
import { newId } from '../ids.ts'
import { receiveReply } from '../messages/inbound.ts'
import type { Origins } from '../messages/origins.ts'
import { displayPhone } from '../patients/phones.ts'
import { replyForm } from './forms.ts'
import { isNewMoment, listPhoneLines, listTexts, type PhoneLine, partsOf } from './phone-lines.ts'

const DEMO = { config: { access: 'demo' } } as const

type OfNumber = { Params: { number: string } }

/** The simulated phones: every number, its texts, and what its owner answers. In addresses a number has no +. */
export const phoneRoutes = (app: FastifyInstance, house: House, origins: Origins): void => {
  const { db, clock, config } = house

  const getLine = async (number: string): Promise<PhoneLine> => {
    const line = (await listPhoneLines(db)).find(each => each.e164 === `+${number}`)
    if (!line) throw new NotFound()
    return line
  }

  const phonePage = async (number: string) => {
    const line = await getLine(number)
    const texts = await listTexts(db, line.e164)
    return {
      title: `Téléphone de ${line.owner}`,
      line,
      number,
      display: displayPhone(line.e164),
      texts: texts.map((text, index) => ({
        ...text,
        parts: partsOf(text.body, config.publicUrl),
        newMoment: isNewMoment(text.at, texts[index - 1]?.at),
      })),
    }
  }

  app.get('/demo/phones', DEMO, async (_request, reply) => {
    const lines = await listPhoneLines(db)
    const page = {
      title: 'Les téléphones',
      texted: lines.filter(line => line.last !== null),
      silent: lines.filter(line => line.last === null),
      displayPhone,
    }
    return await reply.page('demo/phones', page, { layout: 'plain' })
  })

  app.get<OfNumber>('/demo/phones/:number', DEMO, async (request, reply) =>
    reply.page('demo/phone', await phonePage(request.params.number), { layout: 'plain' }),
  )

  app.post<OfNumber>('/demo/phones/:number/replies', DEMO, async (request, reply) => {
    const { number } = request.params
    const form = readForm(replyForm, request.body)
    if (!form.ok) {
      const page = { ...(await phonePage(number)), errors: form.errors, typed: form.typed }
      return await reply.page('demo/phone', page, { layout: 'plain', status: 422 })
    }
    await answer(await getLine(number), form.input.body)
    return reply.redirect(`/demo/phones/${number}`, 303)
  })

  /** What a gateway would hand over, and a copy for the phone itself. */
  const answer = async ({ e164, practiceId }: PhoneLine, body: string): Promise<void> =>
    await inTransaction(db, async trx => {
      const id = newId()
      const text = { id, practice_id: practiceId, message_id: null, phone: e164, body, at: clock.now() }
      await trx
        .insertInto('simulated_texts')
        .values({ ...text, direction: 'from_phone' })
        .execute()
      const reply = { via: 'sms', fromPhone: e164, toPhone: '', body, providerId: `simulated:${id}` } as const
      await receiveReply(trx, origins, reply, clock.now())
    })
}
