import { NO_BREAK } from '../http/french.ts'
import type { Obstacle } from './series-question.ts'

/** How a date in conflict is told to whoever lays the series out: nothing clinical of anybody. */
export const obstacleWords = (obstacle: Obstacle, { own }: { own: boolean }): string => {
  if (obstacle.why === 'holiday') return `Férié${NO_BREAK}: ${obstacle.name}`
  if (obstacle.why === 'taken') return obstacle.by ? `Déjà pris par ${obstacle.by.name}` : 'Déjà pris'
  if (obstacle.why === 'away') return own ? 'Vous êtes absent·e' : 'Le soignant est absent'
  return WORDS[obstacle.why]
}

const WORDS: Record<Exclude<Obstacle['why'], 'holiday' | 'taken' | 'away'>, string> = {
  past: 'C’est déjà passé',
  absent: 'Le patient est absent ce jour-là',
  closed: 'En dehors des horaires',
  outside: 'Hors de la fenêtre convenue',
  same: 'Le patient a déjà un rendez-vous à ce moment',
  travel: 'Trajet trop court',
  break: 'Il ne resterait pas de pause',
}
