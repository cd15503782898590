import type { FastifyInstance, FastifyReply } from 'fastify'
import type { CodeRefusal } from '../access/code-caps.ts'
import { networkOf } from '../access/network-address.ts'
import { CODE_MINUTES, checkCode } from '../access/phone-codes.ts'
import { inTransaction } from '../db/database.ts'
import type { House } from '../house.ts'
import { readForm } from '../http/form.ts'
import { CODE_ORIGIN, sendCode } from '../messages/code-origin.ts'
import { listMessagesAbout } from '../messages/queries.ts'
import { displayPhone } from '../patients/phones.ts'
import { toEpochMs } from '../time.ts'
import { type Asked, askedBy, goOn, pageOf, shown, stepOf } from './asked.ts'
import { codeForm, phoneForm } from './forms.ts'
import { PUBLIC } from './time-routes.ts'
import { keepVisitor } from './visitor.ts'

/** The phone, then the code that was texted to it. Known and unknown numbers are treated the same. */
export const phoneRoutes = (app: FastifyInstance, house: House): void => {
  const { db, clock, secrets } = house

  app.get('/b/:slug/phone', PUBLIC, async (request, reply) => {
    const asked = await askedBy(request, house)
    return isAsked(asked) ? await showPhone(reply, asked) : await goOn(reply, asked)
  })

  app.post('/b/:slug/phone', PUBLIC, async (request, reply) => {
    const asked = await askedBy(request, house)
    if (!isAsked(asked)) return await goOn(reply, asked)
    const form = readForm(phoneForm, request.body)
    if (!form.ok) return await showPhone(reply, asked, { status: 422, ...form })
    const { phone } = form.input
    const wanted = { practiceId: asked.practice.id, phone, network: networkOf(request.ip) }
    const code = await inTransaction(db, trx => sendCode(trx, secrets, wanted, clock.now()))
    if (!code.made) {
      const errors = { phone: refusalWords(code, asked, toEpochMs(clock.now())) }
      return await showPhone(reply, asked, { status: 429, errors, typed: { phone: displayPhone(phone) } })
    }
    keepVisitor(reply, house, {
      practiceId: asked.practice.id,
      phone,
      codeId: code.id,
      proved: false,
      person: null,
      token: null,
    })
    return await goOn(reply, asked, 'code')
  })

  app.get('/b/:slug/code', PUBLIC, async (request, reply) => {
    const asked = await askedBy(request, house)
    return asked.visitor && isAsked(asked) ? await showCode(reply, asked) : await goOn(reply, asked)
  })

  app.post('/b/:slug/code', PUBLIC, async (request, reply) => {
    const asked = await askedBy(request, house)
    const { visitor } = asked
    if (!visitor || !isAsked(asked)) return await goOn(reply, asked)
    const form = readForm(codeForm, request.body)
    if (!form.ok) return await showCode(reply, asked, { status: 422, errors: form.errors })
    const of = { practiceId: asked.practice.id, phone: visitor.phone, id: visitor.codeId }
    const check = await inTransaction(db, trx => checkCode(trx, secrets, of, form.input.code, clock.now()))
    if (!check.proved) {
      const code = check.why === 'over' ? OVER : asked.f.count(check.left, 'essai reste', 'essais restent')
      const words = check.why === 'over' ? code : `Ce n’est pas ce code. ${code}.`
      return await showCode(reply, asked, { status: 422, errors: { code: words } })
    }
    const proved = { ...visitor, proved: true }
    keepVisitor(reply, house, proved)
    return await goOn(reply, { ...asked, visitor: proved })
  })

  const showCode = async (
    reply: FastifyReply,
    asked: Asked,
    { status = 200, errors = {} }: { status?: number; errors?: object } = {},
  ): Promise<FastifyReply> => {
    const { phone, codeId } = asked.visitor!
    const [message] = await listMessagesAbout(db, asked.practice.id, CODE_ORIGIN, [codeId])
    const page = {
      ...pageOf(asked, 'Votre code'),
      errors,
      mobile: { e164: phone, display: displayPhone(phone) },
      minutes: CODE_MINUTES,
      notSent: message !== undefined && NOT_SENT.includes(message.status),
    }
    return await reply.page('booking/code', page, shown(asked, status))
  }
}

const NOT_SENT = ['cancelled', 'failed', 'undelivered', 'unknown']

const OVER = 'Ce code ne vaut plus. Demandez-en un autre ci-dessous.'

/** Nobody proves a phone for nothing: a time was chosen, a home visit wished for, or it is urgent. */
const isAsked = (asked: Asked): boolean => stepOf({ ...asked, visitor: null }) === 'phone'

const showPhone = async (
  reply: FastifyReply,
  asked: Asked,
  { status = 200, errors = {}, typed = {} }: { status?: number; errors?: object; typed?: object } = {},
): Promise<FastifyReply> =>
  await reply.page(
    'booking/phone',
    { ...pageOf(asked, 'Votre portable'), errors, typed },
    shown(asked, status),
  )

const refusalWords = (refusal: CodeRefusal, asked: Asked, now: number): string => {
  const { phone } = pageOf(asked, '')
  if (refusal.why === 'soon') {
    const seconds = Math.ceil((refusal.at - now) / 1000)
    return `Un code vient de partir. Vous pourrez en demander un autre dans ${asked.f.count(seconds, 'seconde')}.`
  }
  const call = phone ? ` ou appelez le cabinet au ${phone.display}` : ''
  return refusal.why === 'number_cap'
    ? `Trop de codes demandés pour ce numéro. Réessayez demain${call}.`
    : `Trop de codes demandés. Réessayez demain${call}.`
}
