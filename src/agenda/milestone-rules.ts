import type { Db, Trx } from '../db/database.ts'
import type { Id } from '../terms.ts'
import { FIRST_RULES, isRegimen, type MilestoneRule, type Regimen } from './milestones.ts'

/** When bilans are due in a practice, by regimen: as it wrote it, else as everywhere. */
export const milestoneRulesOf = async (
  db: Db | Trx,
  practiceId: Id,
): Promise<Record<Regimen, MilestoneRule>> => {
  const rows = await db
    .selectFrom('milestone_rules')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .execute()
  const rules = { ...FIRST_RULES }
  for (const row of rows) {
    if (!isRegimen(row.regimen)) continue
    rules[row.regimen] = {
      regimen: row.regimen,
      atSessions: JSON.parse(row.at_sessions) as number[],
      thenEvery: row.then_every,
      summaryFrom: row.summary_from,
      source: row.source,
      asOfOn: row.as_of_on,
      version: row.version,
    }
  }
  return rules
}

/** Writes the rule of one regimen, only if nobody changed it since `version` was read. */
export const saveMilestoneRule = async (
  trx: Trx,
  practiceId: Id,
  { regimen, version, ...rule }: MilestoneRule,
): Promise<'changed' | 'outdated'> => {
  const columns = {
    at_sessions: JSON.stringify(rule.atSessions),
    then_every: rule.thenEvery,
    summary_from: rule.summaryFrom,
    source: rule.source,
    as_of_on: rule.asOfOn,
    version: version + 1,
  }
  if (version === 0) {
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('milestone_rules')
      .values({ practice_id: practiceId, regimen, ...columns })
      .onConflict(conflict => conflict.doNothing())
      .executeTakeFirstOrThrow()
    return numInsertedOrUpdatedRows === 1n ? 'changed' : 'outdated'
  }
  const { numUpdatedRows } = await trx
    .updateTable('milestone_rules')
    .set(columns)
    .where('practice_id', '=', practiceId)
    .where('regimen', '=', regimen)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n ? 'changed' : 'outdated'
}
