import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { House } from '../house.ts'
import { readForm } from '../http/form.ts'
import { displayPhone } from '../patients/phones.ts'
import { type Asked, askedBy, goOn, pageOf, shown, stepOf } from './asked.ts'
import { type Booked, bookWish } from './book.ts'
import { whoForm } from './forms.ts'
import { knownBy, touch } from './known.ts'
import { isForNewPeople } from './offered.ts'
import { PUBLIC, showTimes } from './time-routes.ts'
import { keepVisitor } from './visitor.ts'

/** Who the appointment is for, the last look, and what became of it. */
export const appointmentRoutes = (app: FastifyInstance, house: House): void => {
  const { db, clock, secrets } = house

  app.get('/b/:slug/who', PUBLIC, async (request, reply) => {
    const asked = await askedBy(request, house)
    if (!mayName(asked)) return await goOn(reply, asked)
    await knownBy(request, db, asked)
    const person = asked.visitor?.person
    const typed = person && {
      first_name: person.firstName,
      last_name: person.lastName,
      born_on: person.bornOn,
    }
    return await showWho(reply, asked, { typed: typed ?? {} })
  })

  app.post('/b/:slug/who', PUBLIC, async (request, reply) => {
    const asked = await askedBy(request, house)
    const { visitor, offer, settings } = asked
    if (!visitor || !offer || !mayName(asked)) return await goOn(reply, asked)
    const form = readForm(whoForm, request.body)
    if (!form.ok) return await showWho(reply, asked, { status: 422, ...form })
    const { first_name: firstName, last_name: lastName, born_on: bornOn } = form.input
    const named = { ...visitor, person: { firstName, lastName, bornOn } }
    const known = await knownBy(request, db, { ...asked, visitor: named })
    if (!known && !isForNewPeople(offer.kind, settings))
      return await showWho(reply, asked, { status: 422, typed: form.input, refusal: UNKNOWN })
    keepVisitor(reply, house, named)
    return await goOn(reply, { ...asked, visitor: named })
  })

  app.get('/b/:slug/confirm', PUBLIC, async (request, reply) => {
    const asked = await askedBy(request, house)
    if (stepOf(asked) !== 'confirm') return await goOn(reply, asked)
    await knownBy(request, db, asked)
    return await showConfirm(reply, asked)
  })

  app.post('/b/:slug/confirm', PUBLIC, async (request, reply) => {
    const asked = await askedBy(request, house)
    if (stepOf(asked) !== 'confirm') return await goOn(reply, asked)
    const booked = await book(request, asked)
    if (booked.booked) {
      keepVisitor(reply, house, { ...asked.visitor!, token: booked.token })
      return await goOn(reply, asked, 'done')
    }
    if (booked.why === 'unknown')
      return await showWho(reply, asked, { status: 422, typed: {}, refusal: UNKNOWN })
    if (booked.why === 'too_many') return await showConfirm(reply, asked, TOO_MANY, 409)
    return await showTimes(request, reply, house, asked, { notice: TAKEN, status: 409 })
  })

  app.get('/b/:slug/done', PUBLIC, async (request, reply) => {
    const asked = await askedBy(request, house)
    const token = asked.visitor?.token
    if (!token || !asked.choice.at) return await goOn(reply, asked)
    const page = { ...pageOf(asked, 'C’est noté'), link: `/p/${token}`, mobile: mobileOf(asked) }
    return await reply.page('booking/done', page, shown(asked))
  })

  const book = async (request: FastifyRequest, asked: Asked): Promise<Booked> => {
    const { practice, settings, visitor, offer, choice } = asked
    const wish = {
      practice,
      settings,
      kind: offer!.kind,
      clinicianId: choice.clinicianId ?? offer!.clinicians[0]!.id,
      at: choice.at!,
      phone: visitor!.phone,
      person: visitor!.person!,
    }
    return await request.transact(async trx => {
      const booked = await bookWish(trx, secrets, wish, clock.now())
      if (booked.booked) touch(request, asked, booked.patientId)
      return booked
    })
  }
}

const mayName = (asked: Asked): boolean =>
  asked.visitor?.proved === true &&
  stepOf({ ...asked, visitor: { ...asked.visitor, person: null } }) === 'who'

const mobileOf = ({ visitor }: Asked): string => displayPhone(visitor!.phone)

type Who = { status?: number; errors?: object; typed: object; refusal?: string }

const showWho = async (
  reply: FastifyReply,
  asked: Asked,
  { status = 200, errors = {}, typed, refusal }: Who,
): Promise<FastifyReply> =>
  await reply.page(
    'booking/who',
    { ...pageOf(asked, 'Pour qui est ce rendez-vous'), errors, typed, refusal },
    shown(asked, status),
  )

const showConfirm = async (
  reply: FastifyReply,
  asked: Asked,
  refusal: string | null = null,
  status = 200,
): Promise<FastifyReply> => {
  const { firstName, lastName } = asked.visitor!.person!
  const page = {
    ...pageOf(asked, 'Confirmer le rendez-vous'),
    who: `${firstName} ${lastName}`,
    mobile: mobileOf(asked),
    refusal,
  }
  return await reply.page('booking/confirm', page, shown(asked, status))
}

const TAKEN = 'Ce moment vient d’être pris par quelqu’un d’autre. En voici d’autres, proches.'
const UNKNOWN =
  'Ce rendez-vous est réservé aux personnes que le cabinet suit déjà, avec ce portable. Vérifiez le nom, ou appelez le cabinet.'
const TOO_MANY =
  'Vous avez déjà plusieurs rendez-vous à venir. Pour en prendre un de plus, appelez le cabinet.'
