import { expect, test } from 'vitest'
import { cookieOf } from '../support/cast.ts'
import { freshSqlite } from '../support/database.ts'
import { wordsOf } from '../today/scene.ts'
import { bring, get, post, scene, upload } from './desk.ts'

test('twenty thousand patients are taken over as one', { timeout: 60_000 }, async () => {
  const { desk, db } = await scene(freshSqlite)
  const lines = Array.from(
    { length: 20_000 },
    (_, nth) => `Patient${nth};Anne;05/11/1948;0639980${String(nth % 1000).padStart(3, '0')}`,
  )
  const at = await bring(desk, 'patients', `Nom;Prénom;Date de naissance;Téléphone\n${lines.join('\n')}`)
  await post(desk, `${at}/completion`)
  const { count } = await db
    .selectFrom('patients')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  expect(Number(count)).toBe(20_001)
})

test.each([
  ['a workbook', 'PK\u0003\u0004xl/workbook.xml', /C’est un classeur/],
  ['nothing', '', /Choisissez un fichier ou collez des lignes/],
  ['a title alone', 'Nom;Prénom\n', /au moins une ligne/],
  ['a file that is too big', `Nom\n${'x'.repeat(5 * 1024 * 1024)}`, /dépasse 5 Mo/],
  ['one that breaks off', 'Nom;Ville\nRoy;"Sedan\n', /ne se lit pas comme un tableau/],
])('%s is refused beside its field', async (_what, file, words) => {
  const { desk, db } = await scene(freshSqlite)
  const answer = await upload(desk, 'patients', file)
  expect(answer.statusCode).toBe(422)
  expect(wordsOf(answer.body)).toMatch(words)
  expect(await db.selectFrom('imports').select('id').execute()).toEqual([])
})

test('pasted lines that are cut off are not taken for the whole', async () => {
  const { desk, db } = await scene(freshSqlite)
  const boundary = 'a-boundary-of-the-tests'
  const field = (name: string, value: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const text = `Nom;Prénom\n${'Petit;Anne\n'.repeat(500_000)}`
  const answer = await desk.app.inject({
    method: 'POST',
    url: '/practice/imports',
    headers: {
      cookie: desk.cookie,
      accept: 'text/html',
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: `${field('subject', 'patients')}${field('text', text)}--${boundary}--\r\n`,
  })
  expect(answer.statusCode).toBe(422)
  expect(await db.selectFrom('imports').select('id').execute()).toEqual([])
})

test('a secretary who reads nothing clinical does not read the care of a file that somebody else brought', async () => {
  const { desk, house, halle, ines } = await scene(freshSqlite)
  const at = await bring(
    desk,
    'appointments',
    'Nom;Prénom;Date;Heure;Soin\nRoussel;Odette;26/11/2026;9h;Pansement',
  )
  expect((await get(desk, at)).body).toContain('Pansement')
  const hers = { ...desk, ...(await cookieOf(house, ines, halle.id)) }
  const { body } = await get(hers, at)
  expect(body).toContain('Roussel')
  expect(body).not.toContain('Pansement')
})
