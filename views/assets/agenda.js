// Moving an appointment by dragging it, choosing a time by where a free place is touched, and going from one to the
// next by the arrows. Dragging only leads to the form that moves: without this file the same links and forms work.

const ROWS_AN_HOUR = 12
const DRAG_AFTER_PX = 6
const HOLD_MS = 350

const dayAt = (x, y) => document.elementsFromPoint(x, y).find(each => each.matches('.day'))

// The row under a height of the screen, counted from the first hour that is drawn.
const rowAt = (day, y, step) => {
  const { first, last } = day.closest('.week').dataset
  const box = day.querySelector(':scope > ol').getBoundingClientRect()
  const rows = (last - first) * ROWS_AN_HOUR
  const row = Math.round((((y - box.top) / box.height) * rows) / step) * step
  return first * ROWS_AN_HOUR + Math.max(0, Math.min(rows - 1, row))
}

const timeOf = row =>
  `${String(Math.floor(row / ROWS_AN_HOUR)).padStart(2, '0')}:${String((row % ROWS_AN_HOUR) * 5).padStart(2, '0')}`

const place = (item, from, length) => {
  const to = Math.min(from + length, item.closest('.week').dataset.last * ROWS_AN_HOUR)
  item.dataset.h = Math.floor(from / ROWS_AN_HOUR)
  item.dataset.m = (from % ROWS_AN_HOUR) * 5
  item.dataset.th = Math.floor(to / ROWS_AN_HOUR)
  item.dataset.tm = (to % ROWS_AN_HOUR) * 5
}

const lengthOf = ({ h, m, th, tm }) => (th - h) * ROWS_AN_HOUR + (tm - m) / 5

let drag = null
let justDragged = false

// A quarter of an hour at a time; five minutes with the Shift key.
const stepOf = event => (event.shiftKey ? 1 : 3)

document.addEventListener('pointerdown', event => {
  justDragged = false
  const link = event.target.closest('.week [data-movable]')
  if (!link || event.button !== 0 || drag) return
  const item = link.closest('li')
  drag = {
    link,
    item,
    x: event.clientX,
    y: event.clientY,
    grabbed: event.clientY - item.getBoundingClientRect().top,
  }
  drag.pointerId = event.pointerId
  // A finger that stays lifts the appointment; one that goes on scrolls.
  if (event.pointerType !== 'mouse') drag.hold = setTimeout(lift, HOLD_MS)
})

function lift() {
  const { link, item } = drag
  drag.ghost = item.cloneNode(true)
  drag.ghost.removeAttribute('data-lane')
  drag.ghost.removeAttribute('data-of')
  drag.ghost.setAttribute('aria-hidden', 'true')
  const copy = drag.ghost.querySelector('.appt')
  copy.classList.add('ghost')
  copy.removeAttribute('id')
  copy.removeAttribute('href')
  link.classList.add('lifted')
  link.closest('.week').classList.add('dragging')
  show(drag.x, drag.y, 3)
}

function show(x, y, step) {
  const day = dayAt(x, y)
  if (!day) return
  const row = rowAt(day, y - drag.grabbed, step)
  day.querySelector(':scope > ol').append(drag.ghost)
  place(drag.ghost, row, lengthOf(drag.item.dataset))
  drag.ghost.querySelector('.brief').textContent = timeOf(row).replace(':', '\u00a0h\u00a0')
  drag.target = { date: day.dataset.on, time: timeOf(row), clinician: day.dataset.clinician }
}

document.addEventListener('pointermove', event => {
  if (!drag || event.pointerId !== drag.pointerId) return
  const far = Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > DRAG_AFTER_PX
  if (!drag.ghost && far) {
    if (event.pointerType === 'mouse') lift()
    else return letGo()
  }
  if (drag.ghost) show(event.clientX, event.clientY, stepOf(event))
})

document.addEventListener('pointerup', event => {
  if (!drag || event.pointerId !== drag.pointerId) return
  const { ghost, target, link, item } = drag
  const stayed =
    target &&
    target.time === timeOf(item.dataset.h * ROWS_AN_HOUR + item.dataset.m / 5) &&
    item.closest('.day') === ghost.closest('.day')
  letGo()
  if (!ghost || !target) return
  justDragged = true
  if (!stayed) location.assign(`${new URL(link.href).pathname}/move?${new URLSearchParams(target)}`)
})

function letGo() {
  clearTimeout(drag?.hold)
  drag?.ghost?.remove()
  drag?.link.classList.remove('lifted')
  drag?.link.closest('.week').classList.remove('dragging')
  drag = null
}

document.addEventListener('pointercancel', letGo)
document.addEventListener('keydown', event => event.key === 'Escape' && letGo())
// The browser's own dragging of links, its menu of a long touch, and scrolling under a lifted appointment.
document.addEventListener(
  'dragstart',
  event => event.target.closest?.('[data-movable]') && event.preventDefault(),
)
document.addEventListener('contextmenu', event => drag && event.preventDefault())
document.addEventListener('touchmove', event => drag?.ghost && event.preventDefault(), { passive: false })
// The week does not bring itself up to date under the hand.
document.addEventListener('htmx:before:request', event => drag && event.preventDefault())

document.addEventListener(
  'click',
  event => {
    if (justDragged) {
      justDragged = false
      return event.preventDefault()
    }
    const gap = event.target.closest('.gap a')
    // Enter gives the beginning of the free place, a pointer where it is.
    if (!gap || event.detail === 0) return
    const url = new URL(gap.href)
    const row = rowAt(gap.closest('.day'), event.clientY, 1)
    const begins = gap.closest('li').dataset
    const from = Number(begins.h) * ROWS_AN_HOUR + begins.m / 5
    url.searchParams.set('time', timeOf(Math.max(from, row - (row % 3))))
    gap.href = url.href
  },
  true,
)

// A week that may not bring itself up to date found nobody signed in any more.
document.addEventListener('htmx:response:error', event => {
  if (event.detail.ctx.response.status === 403) location.reload()
})

// Arrows: up and down in a day, left and right to what is nearest in the next one.
const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }

document.addEventListener('keydown', event => {
  const step = STEPS[event.key]
  const from = event.target.closest('.week .day a')
  if (!step || !from || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
  const next = step[0] === 0 ? inDay(from, step[1]) : inNextDay(from, step[0])
  if (!next) return
  event.preventDefault()
  next.focus()
})

const linksOf = day => [...day.querySelectorAll('a')]

const inDay = (from, step) => {
  const links = linksOf(from.closest('.day'))
  return links[links.indexOf(from) + step]
}

const inNextDay = (from, step) => {
  const days = [...document.querySelectorAll('.week .day')]
  const day = days[days.indexOf(from.closest('.day')) + step]
  const middle = link => link.getBoundingClientRect().top
  return (
    day &&
    linksOf(day).sort((a, b) => Math.abs(middle(a) - middle(from)) - Math.abs(middle(b) - middle(from)))[0]
  )
}
