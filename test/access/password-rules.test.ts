import { describe, expect, test } from 'vitest'
import { passwordFault } from '../../src/access/password-rules.ts'

const ABOUT = { email: 'camille.vasseur@example.fr', names: ['Camille', 'Vasseur', 'Cabinet de la Halle'] }

describe('a password is refused when it is', () => {
  test.each([
    ['shorter than twelve characters', 'lune verte'],
    ['the e-mail address', 'Camille.Vasseur@example.fr'],
    ['the first name, again and again', 'CamilleCamille1'],
    ['the name of the practice with a year', 'Cabinet-de-la-Halle-2026'],
    ['a word that everybody tries first', 'Azertyuiop123!'],
    ['« mot de passe » with accents and signs', 'M0t-de-passé!!2026 motdepasse'.slice(-12)],
    ['digits in their order', '1234567890 123'],
    ['one character repeated', 'aaaaaaaaaaaaaaaa'],
    ['longer than anybody types', 'x1y2z3a4b5'.repeat(21)],
  ])('%s', (_what, password) => {
    expect(passwordFault(password, ABOUT)).toMatch(/\.$/)
  })
})

describe('a password is taken when it is', () => {
  test.each([
    ['four words', 'quatre chevaux bleus hier'],
    ['twelve characters of one kind', 'zmlkqjfhgpou'],
    ['a sentence that holds a name', 'Camille mange des cerises'],
    ['in letters that have no case', '小さな青い馬が四頭いますよ'],
  ])('%s', (_what, password) => {
    expect(passwordFault(password, ABOUT)).toBeNull()
  })
})
