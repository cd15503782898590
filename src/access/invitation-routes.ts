import type { FastifyInstance, FastifyReply } from 'fastify'
import { inTransaction } from '../db/database.ts'
import type { House } from '../house.ts'
import { OWNER } from '../http/access-declaration.ts'
import { type FieldErrors, readForm, type Typed } from '../http/form.ts'
import { NotFound } from '../http/refusals.ts'
import { invitationForm } from './forms.ts'
import { handOver } from './hand-over.ts'
import { type InvitationRefusal, invite, listInvitations, revokeInvitation } from './invitations.ts'
import { type Member, memberOf } from './member.ts'
import { listMembers } from './memberships.ts'

/** Where an owner invites somebody, and takes an invitation back. */
export const invitationRoutes = (app: FastifyInstance, house: House): void => {
  const { db, secrets, clock, config } = house
  const owner = { config: { access: OWNER } }

  app.get('/practice/invitations', owner, async (request, reply) =>
    showInvitations(reply, house, memberOf(request), {}, { role: 'clinician' }),
  )

  app.post('/practice/invitations', owner, async (request, reply) => {
    const member = memberOf(request)
    const form = readForm(invitationForm, request.body)
    if (!form.ok) return showInvitations(reply, house, member, form.errors, form.typed)
    const { role, email, profession, ...dates } = form.input
    const substitute = role === 'substitute'
    const invitation = {
      role,
      email,
      profession: profession || null,
      fromOn: substitute ? dates.from_on : null,
      toOn: substitute ? dates.to_on : null,
      replacesUserId: substitute ? dates.replaces_user_id : null,
      practiceId: member.practiceId,
      by: member.userId,
    }
    const done = await inTransaction(db, trx => invite(trx, secrets, invitation, clock.now()))
    if ('refusal' in done) return showInvitations(reply, house, member, WORDS[done.refusal], form.input)
    return handOver(reply, {
      heading: `L’invitation pour ${email}`,
      address: `${config.publicUrl}/invitations/${done.token}`,
      validity: 'Ce lien sert une fois, pendant 7 jours.',
      back: '/practice/invitations',
    })
  })

  app.post<{ Params: { id: string } }>(
    '/practice/invitations/:id/revocation',
    owner,
    async (request, reply) => {
      const { practiceId } = memberOf(request)
      if (!(await revokeInvitation(db, practiceId, request.params.id, clock.now()))) throw new NotFound()
      return reply.redirect('/practice/invitations', 303)
    },
  )
}

const WORDS: Record<InvitationRefusal, FieldErrors> = {
  'already a member': { email: 'Cette personne fait déjà partie du cabinet.' },
  'not a caregiver here': { replaces_user_id: 'Cette personne ne soigne pas dans ce cabinet.' },
  'replaces too many': {
    replaces_user_id: 'Une même personne remplace au plus deux collègues à la fois (article R4312-83).',
  },
}

const showInvitations = async (
  reply: FastifyReply,
  { db, clock }: House,
  member: Member,
  errors: FieldErrors,
  typed: Typed,
) => {
  const members = await listMembers(db, member.practiceId)
  const nameOf = new Map(members.map(({ userId, firstName }) => [userId, firstName]))
  const pending = await listInvitations(db, member.practiceId, clock.now())
  return reply.page(
    'access/invitations',
    {
      title: 'Inviter quelqu’un',
      tab: 'practice',
      pending: pending.map(link => ({ ...link, replaces: nameOf.get(link.replaces_user_id ?? '') })),
      caregivers: members.filter(({ role }) => role === 'owner' || role === 'clinician'),
      errors,
      typed,
    },
    { status: Object.keys(errors).length > 0 ? 422 : 200 },
  )
}
