import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { memberOf } from '../access/member.ts'
import type { Trx } from '../db/database.ts'
import type { House } from '../house.ts'
import { EVERY_MEMBER } from '../http/access-declaration.ts'
import { readForm } from '../http/form.ts'
import { frenchIn } from '../http/french.ts'
import { Conflict, Forbidden, Refusal } from '../http/refusals.ts'
import type { Id, Instant } from '../terms.ts'
import { outcomeForm, tasksQuery } from './forms.ts'
import { listShown, loadTasks } from './load-tasks.ts'
import { keepOutcome, undoOutcome } from './outcome.ts'
import { getTask, type SeenTask } from './queries.ts'
import { type Asked, tasksView } from './tasks-view.ts'

type OfTask = { Params: { id: Id } }

const everyMember = { config: { access: EVERY_MEMBER } }

/** « À faire »: whom to call, what to read, what to know; each closed by an outcome. */
export const todoRoutes = (app: FastifyInstance, house: House): void => {
  const { db, clock } = house

  app.get('/tasks', everyMember, async (request, reply) => {
    const { done, closed } = tasksQuery.parse(request.query)
    return await showTasks(request, reply, house, { showClosed: done === '1', justClosed: closed ?? null })
  })

  app.post<OfTask>('/tasks/:id/outcome', everyMember, async (request, reply) => {
    const task = await getOwnTask(request)
    const form = readForm(outcomeForm, request.body)
    if (!form.ok) throw new Refusal(422, form.errors.outcome ?? '')
    const result = { outcome: form.input.outcome, by: memberOf(request).userId }
    const kept = await request.transact(async trx => {
      const done = await keepOutcome(trx, task, result, clock.now())
      await touchWhatIsShown(request, trx, clock.now())
      return done
    })
    return await answer(request, reply, house, kept === 'kept' ? task.id : null)
  })

  app.post<OfTask>('/tasks/:id/reopening', everyMember, async (request, reply) => {
    const task = await getOwnTask(request)
    await request.transact(async trx => {
      if ((await undoOutcome(trx, task, clock.now())) === 'open')
        throw new Conflict('C’est déjà à faire, il n’y a rien à annuler.')
      await touchWhatIsShown(request, trx, clock.now())
    })
    return await answer(request, reply, house, null)
  })

  /** A task that this member may close: an answer to read is for those who may read it. */
  const getOwnTask = async (request: FastifyRequest<OfTask>): Promise<SeenTask> => {
    const member = memberOf(request)
    const task = await getTask(db, member, request.params.id)
    if (task.kind === 'read' && !member.readsClinical) throw new Forbidden()
    request.touches(task.patient_id ? [task.patient_id] : [])
    return task
  }
}

const isPlainForm = (request: FastifyRequest): boolean => request.headers['hx-request'] === undefined

/** What htmx sends is answered with the whole list: the one audit entry then names everybody on it. */
const touchWhatIsShown = async (request: FastifyRequest, trx: Trx, now: Instant): Promise<void> => {
  if (isPlainForm(request)) return
  const { open, closed } = await listShown(trx, memberOf(request), now)
  request.touches(patientsOf([...open, ...closed]))
}

const patientsOf = (tasks: SeenTask[]): Id[] => tasks.flatMap(task => task.patient_id ?? [])

/** After an action: the list for htmx, the page again for a plain form, both with the way back for a moment. */
const answer = async (request: FastifyRequest, reply: FastifyReply, house: House, justClosed: Id | null) => {
  if (isPlainForm(request)) return reply.redirect(justClosed ? `/tasks?closed=${justClosed}` : '/tasks', 303)
  return await showTasks(request, reply, house, { showClosed: false, justClosed })
}

const showTasks = async (request: FastifyRequest, reply: FastifyReply, house: House, asked: Asked) => {
  const member = memberOf(request)
  const now = house.clock.now()
  const tasks = await loadTasks(house.db, member, now)
  request.touches(patientsOf([...tasks.open, ...tasks.closed]))
  const view = tasksView(tasks, asked, member, frenchIn(member.zone), now)
  const title = view.waiting > 0 ? `À faire, ${view.waiting}` : 'À faire'
  return await reply.page('todo/show', { title, tab: 'tasks', view })
}
