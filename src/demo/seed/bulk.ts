import type { Insertable } from 'kysely'
import type { Trx } from '../../db/database.ts'
import type { Schema } from '../../db/schema.ts'

/** Rows per statement: a statement has room for some thousands of values. */
const ROWS = 200

/** Inserts many rows in few statements. */
export const insertAll = async <Table extends keyof Schema>(
  trx: Trx,
  table: Table,
  rows: Insertable<Schema[Table]>[],
): Promise<void> => {
  for (let from = 0; from < rows.length; from += ROWS)
    await trx
      .insertInto(table)
      .values(rows.slice(from, from + ROWS))
      .execute()
}
