import { describe, expect, it } from 'vitest'
import { changeRows } from '../../src/http/form-rows.ts'

const typed = {
  last_name: 'Delmas',
  phones: [{ number: '06' }, { number: '07' }],
  carers: [{ name: 'Hélène', phones: [{ number: '01' }] }, { name: 'Paul' }],
}

describe('lines of a form', () => {
  it('is not asked for when the form is saved', () => {
    expect(changeRows(typed)).toBeUndefined()
  })

  it('adds an empty line, and keeps what was typed', () => {
    expect(changeRows({ ...typed, add: 'phones' })).toEqual({
      ...typed,
      phones: [{ number: '06' }, { number: '07' }, {}],
    })
  })

  it('adds the first line of a list that is empty', () => {
    expect(changeRows({ last_name: 'Delmas', add: 'phones' })).toEqual({ last_name: 'Delmas', phones: [{}] })
  })

  it('adds a line inside a line', () => {
    expect(changeRows({ ...typed, add: 'carers[1][phones]' })).toEqual({
      ...typed,
      carers: [typed.carers[0], { name: 'Paul', phones: [{}] }],
    })
  })

  it('takes a line away, and only that one', () => {
    expect(changeRows({ ...typed, remove: 'phones[0]' })).toEqual({ ...typed, phones: [{ number: '07' }] })
    expect(changeRows({ ...typed, remove: 'carers[0][phones][0]' })).toEqual({
      ...typed,
      carers: [{ name: 'Hélène', phones: [] }, { name: 'Paul' }],
    })
  })

  it.each(['carers[9][phones]', 'last_name[0]', '', '__proto__[x]', 'nothing[3][here]'])(
    'leaves the form as it was when « %s » names no list',
    name => {
      expect(changeRows({ ...typed, add: name })).toEqual(typed)
    },
  )
})
