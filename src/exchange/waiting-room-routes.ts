import type { FastifyInstance } from 'fastify'
import { memberOf } from '../access/member.ts'
import { qrCode } from '../access/qr-code.ts'
import { inTransaction } from '../db/database.ts'
import type { House } from '../house.ts'
import { STAFF } from '../http/access-declaration.ts'
import { readForm } from '../http/form.ts'
import { NotFound } from '../http/refusals.ts'
import type { Id } from '../terms.ts'
import { localDate } from '../time.ts'
import { roomForm } from './forms.ts'
import { admitGuests } from './link-guests.ts'
import { waitingBoard } from './waiting-board.ts'
import {
  endRoom,
  findRoom,
  listAwaited,
  listRooms,
  markRoomSeen,
  type OpenRoom,
  openRoom,
  roomToken,
} from './waiting-rooms.ts'

const HERE = '/practice/waiting-rooms'
const POLL_SECONDS = 30
/** Four screens behind one link, twice as often as they ask. */
const READS_IN_TEN_MINUTES = 160

/** The screen in the waiting room: opened by its link alone, it says how late it is and names no patient. */
export const waitingRoomRoutes = (app: FastifyInstance, { db, secrets, clock }: House): void => {
  app.register(async space => {
    const find = (token: string) => findRoom(db, secrets, token)
    const admit = await admitGuests<OpenRoom>(space, find, READS_IN_TEN_MINUTES)

    space.get<{ Params: { token: string } }>(
      '/waiting-room/:token',
      { config: { access: 'link' } },
      async (request, reply) => {
        const room = await admit(request)
        await markRoomSeen(db, room, clock.now())
        const awaited = await listAwaited(db, room.practice_id, localDate(clock.now(), room.zone))
        const page = {
          title: room.practiceName,
          rows: waitingBoard(awaited, clock.epochMs()),
          now: clock.now(),
          address: `/waiting-room/${request.params.token}`,
          pollSeconds: POLL_SECONDS,
        }
        return await reply.page('exchange/waiting-room', page, { layout: 'patient', zone: room.zone })
      },
    )
  })
}

/** Where the practice opens a screen and closes it again. */
export const waitingRoomSettingRoutes = (app: FastifyInstance, house: House): void => {
  const { db, secrets, clock, config } = house
  const staff = { config: { access: STAFF } } as const

  app.get(HERE, staff, async (request, reply) => {
    const rooms = await listRooms(db, memberOf(request).practiceId)
    const shown = rooms.map(room => {
      const address = `${config.publicUrl}/waiting-room/${roomToken(secrets, room.id)}`
      return { ...room, address, qr: qrCode(address, `Code QR de l’écran « ${room.name} »`) }
    })
    return await reply.page('exchange/waiting-rooms', {
      title: 'Écrans d’attente',
      tab: 'practice',
      rooms: shown,
    })
  })

  app.post(HERE, staff, async (request, reply) => {
    const form = readForm(roomForm, request.body)
    const name = form.ok ? form.input.name : ''
    const { practiceId } = memberOf(request)
    const id = await inTransaction(db, trx =>
      openRoom(trx, secrets, { practiceId, name: name || 'Salle d’attente' }, clock.now()),
    )
    return await reply.redirect(`${HERE}#room-${id}`, 303)
  })

  app.post<{ Params: { id: Id } }>(`${HERE}/:id/revocation`, staff, async (request, reply) => {
    const { practiceId } = memberOf(request)
    const ended = await inTransaction(db, trx => endRoom(trx, practiceId, request.params.id, clock.now()))
    if (!ended) throw new NotFound()
    return await reply.redirect(HERE, 303)
  })
}
