import type { Member } from '../access/member.ts'
import type { French } from '../http/french.ts'
import type { Id, Instant } from '../terms.ts'
import { localDate } from '../time.ts'
import type { LoadedTasks } from './load-tasks.ts'
import { byUrgency, type ClosedCard, closedCard, type TaskCard, taskCard } from './task-card.ts'

type Section = { id: string; title: string; icon: string; tone: 'call' | 'sent' | 'alert'; cards: TaskCard[] }

export type TasksView = {
  day: string
  waiting: number
  sections: Section[]
  /** What was closed a moment ago, to be undone. */
  justClosed: ClosedCard | null
  closed: ClosedCard[]
  showClosed: boolean
}

/** What the address asks for: the list of what was done today, and what was closed a moment ago. */
export type Asked = { showClosed: boolean; justClosed: Id | null }

export const tasksView = (
  tasks: LoadedTasks,
  asked: Asked,
  member: Member,
  f: French,
  now: Instant,
): TasksView => {
  const cardsOf = (kind: TaskCard['kind']) =>
    byUrgency(
      tasks.open.filter(task => task.kind === kind),
      tasks.tries,
      now,
    ).map(task => taskCard(task, tasks.factsOf(task), member, f, now))
  const sections: Section[] = [
    { id: 'triage', title: 'Urgent', icon: 'siren', tone: 'alert', cards: cardsOf('triage') },
    { id: 'calls', title: 'Appeler', icon: 'phone', tone: 'call', cards: cardsOf('call') },
    { id: 'replies', title: 'Lire', icon: 'message-circle-reply', tone: 'sent', cards: cardsOf('read') },
    { id: 'alerts', title: 'Alertes', icon: 'triangle-alert', tone: 'alert', cards: cardsOf('alert') },
  ]
  const closed = tasks.closed.map(task => closedCard(task, member, f))
  return {
    day: f.capital(f.day(localDate(now, member.zone))),
    waiting: tasks.open.filter(task => member.readsClinical || task.kind !== 'read').length,
    sections: sections.filter(section => section.cards.length > 0),
    justClosed: closed.find(card => card.id === asked.justClosed && card.mayReopen) ?? null,
    closed,
    showClosed: asked.showClosed,
  }
}
