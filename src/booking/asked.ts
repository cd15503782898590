import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../db/database.ts'
import type { House } from '../house.ts'
import type { French } from '../http/french.ts'
import { frenchIn } from '../http/french.ts'
import { localDate } from '../time.ts'
import { type Choice, nextStep, readChoice, type Step, stepPath } from './choice.ts'
import { openPageOf } from './door.ts'
import { listOffers, type Offer } from './offered.ts'
import { frameOf, type Open } from './page-frame.ts'
import { findVisitor, type Visitor } from './visitor.ts'

/** A request on the way: the open page, what was chosen, who asks. */
export type Asked = Open & {
  choice: Choice
  offer: Offer | null
  visitor: Visitor | null
  f: French
}

export const askedBy = async (request: FastifyRequest, house: House): Promise<Asked> => {
  const open = openPageOf(request)
  const choice = readChoice(request.query)
  return {
    ...open,
    choice,
    offer: await findOffer(house.db, open, choice),
    visitor: findVisitor(request, house, open.practice.id),
    f: frenchIn(open.practice.zone),
  }
}

const findOffer = async (
  db: Db,
  { practice }: Open,
  { kindId, clinicianId }: Choice,
): Promise<Offer | null> => {
  if (kindId === null) return null
  const offer = (await listOffers(db, practice.id)).find(({ kind }) => kind.id === kindId)
  const gives = clinicianId === null || offer?.clinicians.some(({ id }) => id === clinicianId)
  return offer && gives ? offer : null
}

/** Which step this person is at, whatever address they opened. */
export const stepOf = ({ choice, offer, visitor }: Asked): Step =>
  nextStep(choice, offer?.kind ?? null, {
    phone: visitor?.proved === true,
    person: visitor?.person != null,
  })

export const goOn = async (
  reply: FastifyReply,
  asked: Asked,
  step: Step | 'code' | 'done' = stepOf(asked),
): Promise<FastifyReply> => await reply.redirect(stepPath(asked.settings.slug, step, asked.choice), 303)

/** What every step shows: what was chosen, and the way back to change it. */
export const pageOf = (asked: Asked, title: string) => {
  const { settings, choice, offer, f, practice } = asked
  const clinician = offer?.clinicians.find(({ id }) => id === choice.clinicianId)
  const day = choice.at && f.capital(f.day(localDate(choice.at, practice.zone)))
  return {
    ...frameOf(asked, title),
    choice,
    kind: offer?.kind ?? null,
    clinicianName: clinician?.name ?? null,
    when: choice.at ? `${day}, ${f.time(choice.at)}` : null,
    action: (step: Step | 'code') => stepPath(settings.slug, step, choice),
    timesPath: stepPath(settings.slug, 'times', { ...choice, at: null }),
  }
}

export const shown = ({ practice }: Asked, status = 200) =>
  ({ layout: 'patient', zone: practice.zone, status }) as const
