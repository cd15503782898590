import type { FastifyInstance, FastifyReply } from 'fastify'
import { inTransaction } from '../db/database.ts'
import type { PracticeRow } from '../db/tables/access.ts'
import type { House } from '../house.ts'
import { EVERY_MEMBER, OWNER } from '../http/access-declaration.ts'
import { type FieldErrors, readForm, type Typed } from '../http/form.ts'
import { settingsForm } from './forms.ts'
import { type Member, memberOf } from './member.ts'
import { listMembers } from './memberships.ts'
import { firstPracticeId, getPractice, saveSettings } from './practices.ts'
import { phoneInWords, TERRITORIES, territoryName } from './territories.ts'
import type { WarningsOf } from './warnings.ts'

/** The practice: its members and settings. Everybody may read them, owners change them. */
export const practiceRoutes = (app: FastifyInstance, house: House, warningsOf: WarningsOf): void => {
  const { db, config } = house

  type Page = { errors?: FieldErrors; typed?: Typed; saved?: boolean }

  const show = async (reply: FastifyReply, member: Member, { errors = {}, typed, saved }: Page) => {
    const practice = await getPractice(db, member.practiceId)
    return reply.page(
      'access/practice',
      {
        title: practice.name,
        tab: 'practice',
        practice,
        phone: practice.phone && phoneInWords(practice.phone),
        territory: territoryName(practice.zone),
        territories: TERRITORIES,
        members: await listMembers(db, member.practiceId),
        warnings: warningsOf({
          publicUrl: config.publicUrl,
          practiceName: practice.sms_signature ?? practice.name,
          sender: practice.sms_sender,
        }),
        owner: member.role === 'owner',
        looksAfterInstallation: (await firstPracticeId(db)) === practice.id,
        errors,
        saved,
        typed: typed ?? asTyped(practice),
      },
      { status: Object.keys(errors).length > 0 ? 422 : 200 },
    )
  }

  app.get<{ Querystring: { saved?: string } }>(
    '/practice',
    { config: { access: EVERY_MEMBER } },
    async (request, reply) => show(reply, memberOf(request), { saved: request.query.saved !== undefined }),
  )

  app.post('/practice', { config: { access: OWNER } }, async (request, reply) => {
    const member = memberOf(request)
    const form = readForm(settingsForm, request.body)
    if (!form.ok) return show(reply, member, form)
    const { coordinates, e164, sms_sender, secretary_reads_clinical, ...settings } = form.input
    const saved = {
      ...settings,
      ...coordinates,
      sms_sender: ownSender(sms_sender, config),
      phone: e164,
      secretary_reads_clinical: secretary_reads_clinical ? 1 : 0,
    }
    await inTransaction(db, trx => saveSettings(trx, member.practiceId, saved))
    return reply.redirect('/practice?saved=1', 303)
  })
}

/**
 * The installation's own sender is nobody's: answers to it may be for any practice, and must not all go to the one that
 * typed it.
 */
const ownSender = (typed: string | null, { twilio }: House['config']): string | null =>
  typed === twilio?.sender ? null : typed

/** The settings as they would have been typed. */
const asTyped = ({ lat, lon, phone, ...settings }: PracticeRow): Typed => ({
  ...settings,
  phone: phone === null ? '' : phoneInWords(phone),
  coordinates: lat === null || lon === null ? '' : `${lat}, ${lon}`,
  secretary_reads_clinical: settings.secretary_reads_clinical === 1,
})
