import type { FastifyInstance } from 'fastify'
import type { House } from '../house.ts'
import { accountRoutes } from './account-routes.ts'
import { enrolmentRoutes } from './enrolment-routes.ts'
import { firstRunRoutes } from './first-run-routes.ts'
import { homeRoutes } from './home-routes.ts'
import { invitationRoutes } from './invitation-routes.ts'
import { joiningRoutes } from './joining-routes.ts'
import { memberRoutes } from './member-routes.ts'
import { passwordResetRoutes } from './password-reset-routes.ts'
import { practiceChoiceRoutes } from './practice-choice-routes.ts'
import { practiceRoutes } from './practice-routes.ts'
import { signInRoutes } from './sign-in-routes.ts'
import type { WarningsOf } from './warnings.ts'

/** Every page by which people come in, and what they decide about their account and their practice. */
export const accessRoutes = (app: FastifyInstance, house: House, warningsOf: WarningsOf): void => {
  homeRoutes(app, house)
  firstRunRoutes(app, house, warningsOf)
  signInRoutes(app, house)
  enrolmentRoutes(app, house)
  passwordResetRoutes(app, house)
  joiningRoutes(app, house)
  accountRoutes(app, house)
  practiceChoiceRoutes(app, house)
  practiceRoutes(app, house, warningsOf)
  memberRoutes(app, house)
  invitationRoutes(app, house)
}
