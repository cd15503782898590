import type { Database } from 'better-sqlite3'

/** Everything that the hand-written page reads and writes, prepared once. Lists of ids come as JSON. */
export const prepareStatements = (database: Database) => ({
  session: database.prepare(`
    select s.id as sessionId, s.practice_id as practiceId, s.last_seen_at as lastSeenAt,
      u.id as userId, u.first_name as firstName, u.last_name as lastName
    from sessions s join users u on u.id = s.user_id
    where s.token_hash = ? and s.ended_at is null and s.expires_at > ?`),
  memberships: database.prepare(`
    select p.id as practiceId, p.name as practiceName, p.zone, p.secretary_reads_clinical as secretaryReads,
      m.role, m.profession
    from memberships m join practices p on p.id = m.practice_id
    where m.user_id = ? and m.ended_at is null order by m.created_at desc, m.id desc`),
  round: database.prepare('select * from rounds where practice_id = ? and clinician_id = ? and "on" = ?'),
  stops: database.prepare(`
    select s.id, s.position, s.appointment_id, a.patient_id, a.clinician_id, a."on", a.kind, a.care, a.place,
      a.agreed_at, a.window_from_at, a.window_to_at, a.not_before_at, a.hard_before_at, a.duration_minutes,
      a.tolerance_minutes, a.version as appointment_version, p.civility, p.first_name, p.last_name, p.language,
      p.needs, p.home, p.lat, p.lon, p.address, p.address_extra, p.postcode, p.city
    from stops s join appointments a on a.id = s.appointment_id join patients p on p.id = a.patient_id
    where s.practice_id = ? and s.round_id = ? and a.status in ('booked', 'confirmed', 'arrived', 'in_progress', 'done', 'no_show') order by s.position, s.id`),
  breaks: database.prepare(
    'select * from round_breaks where practice_id = ? and round_id = ? order by from_at',
  ),
  taps: database.prepare('select * from taps where practice_id = ? and round_id = ? order by happened_at'),
  practice: database.prepare('select * from practices where id = ?'),
  phones: database.prepare(`
    select * from phones where practice_id = ? and patient_id in (select value from json_each(?))
    order by position, id`),
  carers: database.prepare(`
    select * from carers where practice_id = ? and patient_id in (select value from json_each(?))
      and ended_at is null order by id`),
  optOuts: database.prepare('select phone from opt_outs where practice_id = ? and ended_at is null').pluck(),
  cadres: database.prepare(`
    select patient_id, max(version) as version, terms from cadres
    where practice_id = ? and patient_id in (select value from json_each(?)) group by patient_id`),
  forecast: database.prepare('select content from forecasts where practice_id = ? and round_id = ?').pluck(),
  notices: database.prepare('select * from notices where practice_id = ? and round_id = ? order by id'),
  outcomes: database.prepare(`
    select * from tasks where practice_id = ? and stop_id in (select value from json_each(?))
      and closed_at is not null and outcome != 'withdrawn' order by closed_at, id`),
  tasks: database.prepare(`
    select * from tasks where practice_id = ? and closed_at is null
      and stop_id in (select value from json_each(?)) order by coalesce(due_at, '9999'), id`),
  decisions: database.prepare('select * from decisions where practice_id = ? and round_id = ? order by id'),
  messages: database.prepare(`
    select * from messages where practice_id = ? and origin = ?
      and ref_id in (select value from json_each(?)) order by id`),
  replies: database.prepare(`
    select * from inbound_messages where practice_id = ? and stop_id in (select value from json_each(?))
    order by received_at, id`),
  circuit: database.prepare("select opened_at, reason from circuits where name = 'sms'"),
  homeAccess: database
    .prepare(
      'select patient_id from home_secrets where practice_id = ? and patient_id in (select value from json_each(?))',
    )
    .pluck(),
  rounds: database.prepare(`
    select r.*, u.first_name, u.last_name from rounds r join users u on u.id = r.clinician_id
    where r.practice_id = ? and r."on" = ? order by u.first_name`),
  openTasks: database
    .prepare('select count(*) from tasks where practice_id = ? and closed_at is null')
    .pluck(),
  audit: database.prepare(`
    insert into audit_entries (id, practice_id, at, actor, route, patient_ids, seq, previous_hash, hash)
    values (?, ?, ?, ?, ?, ?, null, null, null)`),
})

export type Statements = ReturnType<typeof prepareStatements>
