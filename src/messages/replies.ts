import type { InboundMessageRow } from '../db/tables/messages.ts'

export type Meaning = InboundMessageRow['meaning']

/** STOP in the words of French patients, and those on which the provider itself acts. */
const optOutWords =
  'stop|stopall|arret|arreter|arretez|desabonner|desabonnez|desabonnement|desinscrire|desinscription|unsubscribe|cancel|end|quit|revoke|optout'
const optOut = new RegExp(
  `^(${optOutWords})( moi)?( (a|aux|de|des|les|vos|ces|tous))*( (sms|textos?|messages?))?( (a|au))?( \\d{5})?$`,
)

const phrases: Readonly<Record<Exclude<Meaning, 'unread'>, readonly string[]>> = {
  opt_out: [
    'plus de sms',
    'je ne veux plus de sms',
    'je ne veux plus recevoir de sms',
    'ne plus recevoir de sms',
    'ne m envoyez plus de sms',
  ],
  opt_in: ['start', 'unstop', 'reprendre', 'reprise', 'reabonner', 'reabonnez moi', 'reprendre les sms'],
  fine: [
    'merci',
    'merci beaucoup',
    'merci bien',
    'oui',
    'yes',
    'ok',
    'okay',
    'd accord',
    'ok d accord',
    'oui d accord',
    'dac',
    'ca me va',
    'oui ca me va',
    'ok ca me va',
    'cela me va',
    'ca va',
    'c est bon',
    'c est bien',
    'c est parfait',
    'pas de probleme',
    'pas de souci',
    'pas de soucis',
    'aucun probleme',
    'parfait',
    'entendu',
    'bien recu',
    'c est note',
    'note',
    'tres bien',
    'ca marche',
    'je serai la',
    'je vous attends',
    'je confirme',
  ],
  cannot: [
    'non',
    'no',
    'je ne peux pas',
    'je peux pas',
    'non je ne peux pas',
    'non je peux pas',
    'je ne pourrai pas',
    'je ne pourrais pas',
    'impossible',
    'pas possible',
    'ce n est pas possible',
    'c est pas possible',
    'c est impossible',
    'ca ne va pas',
    'ca va pas',
    'ca ne me va pas',
    'ca me va pas',
    'je ne suis pas disponible',
    'je ne suis pas la',
    'je ne serai pas la',
    'je ne serai pas disponible',
    'pas disponible',
    'je serai absent',
    'je serai absente',
    'je suis absent',
    'je suis absente',
  ],
  call_back: [
    'rappelez moi',
    'rappeler moi',
    'rappelle moi',
    'rappelez',
    'rappeler',
    'rappel',
    'me rappeler',
    'de me rappeler',
    'a rappeler',
    'appelez moi',
    'appeler moi',
    'm appeler',
    'de m appeler',
    'pouvez vous me rappeler',
    'pouvez vous m appeler',
    'vous pouvez me rappeler',
    'vous pouvez m appeler',
    'veuillez me rappeler',
    'je voudrais etre rappele',
    'je voudrais etre rappelee',
    'je souhaite etre rappele',
    'je souhaite etre rappelee',
  ],
}

const meanings = new Map(
  Object.entries(phrases).flatMap(([meaning, known]) =>
    known.map(phrase => [phrase, meaning as Meaning] as const),
  ),
)

const greeting = /^(bonjour|bonsoir|merci)( (madame|monsieur|docteur))?\b ?/
const courtesy =
  / ?\b(merci( beaucoup| bien)?|svp|s il vous plait|stp|cordialement|bonne journee|a tout a l heure|a bientot)$/

/**
 * What a reply means when the whole of it is plain; `unread` goes to a person. « Oui mais pas avant 10 h » is not a yes:
 * nothing is read into a part of a sentence.
 */
export const meaningOf = (body: string): Meaning => {
  const words = plainWords(body)
  if (words === '') return /👍|👌|🆗/u.test(body) ? 'fine' : 'unread'
  const bare = withoutCourtesy(words)
  if (optOut.test(bare)) return 'opt_out'
  return meanings.get(words) ?? meanings.get(bare) ?? 'unread'
}

const plainWords = (body: string): string =>
  body
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const withoutCourtesy = (words: string): string => {
  const bare = words.replace(greeting, '').replace(courtesy, '').trim()
  return bare === words ? bare : withoutCourtesy(bare)
}
