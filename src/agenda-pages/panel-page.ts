import type { FastifyReply, FastifyRequest } from 'fastify'
import { memberOf } from '../access/member.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { House } from '../house.ts'
import { agendaPage } from './agenda-page.ts'
import { askedAround, chosenOf } from './appointment-place.ts'
import { loadPanel, type Panel } from './panel.ts'

/** What is said above an appointment: what has just been done, with a way back, or why it was not. */
export type Said = {
  tone: 'ok' | 'alert'
  words: string
  undo?: { action: string; words: string; fields: Record<string, string | number> }
}

export type Shown = { said?: Said | null; status?: number; typed?: Record<string, unknown>; error?: string }

/** An appointment beside its week: who, when, what has become of it, and what can be done. */
export const panelPage = async (
  request: FastifyRequest,
  reply: FastifyReply,
  house: House,
  row: AppointmentRow,
  { said = null, status, typed = {}, error = '' }: Shown = {},
): Promise<FastifyReply> => {
  const panel: Panel = await loadPanel(house.db, memberOf(request), row, house.clock.now())
  const query = (request.query ?? {}) as Record<string, unknown>
  return await agendaPage(request, reply, house, askedAround(row, query), {
    chosen: chosenOf(row),
    panel: { ...panel, said, typed, error },
    title: `${panel.name}, ${panel.when}`,
    status,
  })
}
