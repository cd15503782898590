import type { Kysely } from 'kysely'

const COLUMNS = ['kind_id', 'series_id', 'moved_to_id'] as const

export const up = async (db: Kysely<any>): Promise<void> => {
  for (const column of COLUMNS) await db.schema.alterTable('appointments').addColumn(column, 'text').execute()
  await db.schema.alterTable('appointments').addColumn('series_position', 'integer').execute()
  await db.schema
    .alterTable('appointments')
    .addColumn('capacity', 'integer', c => c.notNull().defaultTo(1))
    .execute()
  await db.schema
    .alterTable('appointments')
    .addColumn('grouped', 'integer', c => c.notNull().defaultTo(0))
    .execute()
  await db.schema
    .alterTable('appointments')
    .addColumn('booked_by', 'text', c => c.notNull().defaultTo('member'))
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  for (const column of [...COLUMNS, 'series_position', 'capacity', 'grouped', 'booked_by'])
    await db.schema.alterTable('appointments').dropColumn(column).execute()
}
