import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meaningOf } from '../../src/messages/replies.ts'

describe('a reply', () => {
  it.each([
    'STOP',
    'stop',
    ' Stop. ',
    '« STOP »',
    'STOP SMS',
    'Stop merci',
    'STOP au 38123',
    'ARRET',
    'ARRÊT',
    'Arrêtez',
    'arrêter les sms',
    'DESABONNER',
    'DÉSABONNER',
    'Désabonnez-moi',
    'désabonnement',
    'desinscription',
    'STOPALL',
    'UNSUBSCRIBE',
    'Ne plus recevoir de SMS',
  ])('« %s » opts out', body => {
    expect(meaningOf(body)).toBe('opt_out')
  })

  it.each(['START', 'reprendre', 'REPRENDRE LES SMS', 'Réabonnez-moi'])('« %s » opts in', body => {
    expect(meaningOf(body)).toBe('opt_in')
  })

  it.each([
    'OUI',
    'oui',
    'Oui merci',
    'Ok',
    'ok 👍',
    '👍',
    'D’accord',
    "d'accord merci",
    'Ça me va',
    'CA ME VA',
    'Oui, ça me va !',
    'Merci',
    'Bonjour, c’est bon merci',
    'Pas de souci, bonne journée',
    'Bien reçu',
    'Parfait.',
    'Merci beaucoup',
  ])('« %s » is fine', body => {
    expect(meaningOf(body)).toBe('fine')
  })

  it.each([
    'NON',
    'Non merci',
    'Je ne peux pas',
    'je peux pas',
    'Non, je ne peux pas.',
    'Bonjour, impossible merci',
    'Pas disponible',
    'Je serai absente',
    'Ça ne va pas',
  ])('« %s » says that it cannot be', body => {
    expect(meaningOf(body)).toBe('cannot')
  })

  it.each([
    'Rappelez-moi',
    'rappelez moi svp',
    'Merci de me rappeler',
    'Pouvez-vous me rappeler ?',
    'Bonjour, pouvez-vous m’appeler s’il vous plaît',
    'Appelez-moi',
  ])('« %s » asks for a call', body => {
    expect(meaningOf(body)).toBe('call_back')
  })

  it.each([
    '',
    '   ',
    '?',
    '👎',
    'Bonjour',
    'Oui mais pas avant 10 h',
    'Non non c’est bon',
    'Ok pour le passage mais j’ai de la fièvre',
    'Arrêt de travail à prolonger',
    'Stop au pansement ?',
    'Je suis à l’hôpital',
    'Qui êtes-vous ?',
    'ok stop',
    'stop ou encore',
    'Je ne peux pas marcher',
    'Rappelez-moi le nom du produit',
    'Annuler',
  ])('« %s » goes to a person', body => {
    expect(meaningOf(body)).toBe('unread')
  })

  it('is the same without accents, in capitals and with punctuation', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('arrêt', 'ça me va', 'je ne peux pas', 'rappelez-moi', 'réabonner', 'n’importe quoi'),
        fc.constantFrom('', ' ', '.', ' !', '…'),
        (body, after) => {
          const plain = body.normalize('NFD').replace(/\p{M}/gu, '')
          expect(meaningOf(`${body.toUpperCase()}${after}`)).toBe(meaningOf(body))
          expect(meaningOf(`${plain}${after}`)).toBe(meaningOf(body))
        },
      ),
    )
  })

  it('is left to a person as soon as it says something more', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('stop', 'oui', 'ok', 'non', 'je ne peux pas', 'rappelez-moi', 'reprendre'),
        fc.constantFrom('mais', 'sauf', 'fièvre', 'demain', 'douleur', 'Hélène', '10 h'),
        (known, more) => {
          expect(meaningOf(`${known} ${more}`)).toBe('unread')
          expect(meaningOf(`${more} ${known}`)).toBe('unread')
        },
      ),
    )
  })

  it('never throws and never hangs, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), body => meaningOf(body) !== undefined),
    )
    expect(meaningOf('stop '.repeat(5000))).toBe('unread')
    expect(meaningOf('merci '.repeat(3000))).toBe('unread')
  })
})
