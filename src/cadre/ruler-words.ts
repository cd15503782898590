import type { Ruler } from './ruler.ts'
import type { ContactRule, PassageWindow } from './terms.ts'
import { localTimeWords } from './window-words.ts'

/** The ruler in words, for who reads it aloud: « Jusqu’à 9 h 15, rien. Ensuite un SMS. » */
export const rulerWords = (window: PassageWindow, ruler: Ruler, contacts: readonly ContactRule[]): string => {
  const told = localTimeWords(ruler.toldFrom)
  const hard = window.hardBefore && localTimeWords(window.hardBefore)
  const alarm = hard ? ` Si ${hard} n’est pas tenable, le cabinet appelle.` : ''
  return `Jusqu’à ${told}, rien. Ensuite ${means(contacts)}.${alarm}`
}

const means = (contacts: readonly ContactRule[]): string => {
  const ofDelay = contacts.filter(rule => rule.subject === 'delay').map(rule => rule.channel)
  if (ofDelay.length === 0 || ofDelay.includes('sms')) return 'un SMS'
  if (ofDelay.includes('call')) return 'un appel'
  return ofDelay.includes('in_person') ? 'on s’explique de vive voix' : 'rien non plus, comme convenu'
}
