import type { FastifyRequest } from 'fastify'
import type { Db } from '../db/database.ts'
import { findKnown, type Known } from '../patients/known-by-phone.ts'
import type { Id } from '../terms.ts'
import type { Asked } from './asked.ts'

/** The file of the person who was named, on the trail of this request; nobody before the phone is proved. */
export const knownBy = async (request: FastifyRequest, db: Db, asked: Asked): Promise<Known | undefined> => {
  const { visitor, practice } = asked
  if (!visitor?.proved || !visitor.person) return undefined
  const known = await findKnown(db, practice.id, visitor.phone, visitor.person)
  if (known) touch(request, asked, known.patientId)
  return known
}

/** The trail names the proof of the phone, not the phone. */
export const touch = (request: FastifyRequest, { practice, visitor }: Asked, patientId: Id): void =>
  request.touches([patientId], { practiceId: practice.id, actor: `code:${visitor!.codeId}` })
