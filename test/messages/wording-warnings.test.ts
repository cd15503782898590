import { describe, expect, it } from 'vitest'
import { optInAcknowledgement, optOutAcknowledgement } from '../../src/messages/opt-out-wording.ts'
import { countSegments } from '../../src/messages/segments.ts'
import { tellsSpecialty } from '../../src/messages/specialty.ts'
import { wordingWarnings } from '../../src/messages/wording-warnings.ts'

const about = (publicUrl: string, practiceName: string) =>
  wordingWarnings({ publicUrl, practiceName }).map(warning => warning.about)

describe('the warnings at set-up', () => {
  it('are none for a short address and a short neutral name', () => {
    expect(about('https://'.padEnd(32, 'x'), 'Cabinet des Tilleuls')).toEqual([])
  })

  it('tell of an address of more than 32 characters and a name of more than 20', () => {
    expect(about('https://'.padEnd(33, 'x'), 'Cabinet des Tilleuls')).toEqual(['public_url'])
    expect(about('https://rdv.halle.fr', 'Cabinet des Marronniers')).toEqual(['practice_name'])
  })

  it('count a name as it is sent: œ is two letters', () => {
    expect(about('https://rdv.halle.fr', 'Cabinet Sacré-Cœur d’')).toEqual(['practice_name'])
    expect(about('https://rdv.halle.fr', 'Cabinet Sacré-Coeur')).toEqual([])
  })

  it('tell of a specialty in the name or the address', () => {
    expect(about('https://kine-halle.fr', 'Cabinet infirmier')).toEqual(['public_url', 'practice_name'])
  })

  it('tell of a specialty in the sender', () => {
    const names = { publicUrl: 'https://rdv.halle.fr', practiceName: 'Cabinet de la Halle' }
    expect(wordingWarnings({ ...names, sender: 'KINE HALLE' }).map(warning => warning.about)).toEqual([
      'sender',
    ])
    expect(wordingWarnings({ ...names, sender: '+33937123456' })).toEqual([])
  })

  it('are French sentences', () => {
    for (const { sentence } of wordingWarnings({
      publicUrl: `https://kine.fr/${'x'.repeat(40)}`,
      practiceName: 'Infirmières de la Vallée',
    }))
      expect(sentence).toMatch(/^[A-Z].*\.$/)
  })
})

describe('a specialty', () => {
  it.each([
    'Cabinet infirmier',
    'KINÉ du port',
    'Dr Martin',
    'Sages-femmes du Lac',
    'Psychologue',
    'Centre de dialyse',
    'https://osteo-lyon.fr',
  ])('is told by « %s »', name => {
    expect(tellsSpecialty(name)).toBe(true)
  })

  it.each([
    'Cabinet de la Halle',
    'Maison des Tilleuls',
    'Les Drapiers',
    'Cabinet Denton',
    'Résidence du Parc',
  ])('is not told by « %s »', name => {
    expect(tellsSpecialty(name)).toBe(false)
  })
})

describe('the answers to STOP and REPRENDRE', () => {
  it('are one segment each, signed', () => {
    for (const answer of [optOutAcknowledgement, optInAcknowledgement]) {
      const body = answer('Cabinet des Tilleuls')
      expect(countSegments(body)).toMatchObject({ encoding: 'GSM-7', segments: 1 })
      expect(body).toMatch(/^C'est noté.*\nCabinet des Tilleuls$/)
    }
  })

  it('go without a name that is too long or tells a specialty', () => {
    expect(optOutAcknowledgement('Cabinet infirmier')).not.toContain('infirmier')
    expect(countSegments(optOutAcknowledgement('x'.repeat(80))).segments).toBe(1)
  })
})
