import { absenceExamples } from '../absences/route-examples.ts'
import { agendaExamples } from '../agenda/route-examples.ts'
import { agendaPagesExamples } from '../agenda-pages/route-examples.ts'
import { bookingExamples } from '../booking/route-examples.ts'
import { cadreExamples } from '../cadre/route-examples.ts'
import { careSeriesExamples } from '../care-series/route-examples.ts'
import { dayPlanningExamples } from '../day-planning/route-examples.ts'
import { demoExamples } from '../demo/route-examples.ts'
import { exchangeExamples } from '../exchange/route-examples.ts'
import { webExamples } from '../http/route-examples.ts'
import { leaveExamples } from '../leave/route-examples.ts'
import { messageExamples } from '../messages/route-examples.ts'
import { patientFileExamples } from '../patient-file/route-examples.ts'
import { patientSpaceExamples } from '../patient-space/route-examples.ts'
import { patientExamples } from '../patients/route-examples.ts'
import { reliabilityExamples } from '../reliability/route-examples.ts'
import { schedulingExamples } from '../scheduling-settings/route-examples.ts'
import type { RouteExample } from '../support/route-examples.ts'
import { todayExamples } from '../today/route-examples.ts'
import { todoExamples } from '../todo/route-examples.ts'
import { waitingListExamples } from '../waiting-list/route-examples.ts'
import { accessExamples } from './route-examples.ts'

/** The examples of every part, so that no route is forgotten. */
export const allRouteExamples: RouteExample[] = [
  ...webExamples,
  ...accessExamples,
  ...patientSpaceExamples,
  ...patientExamples,
  ...cadreExamples,
  ...patientFileExamples,
  ...absenceExamples,
  ...leaveExamples,
  ...bookingExamples,
  ...agendaExamples,
  ...agendaPagesExamples,
  ...dayPlanningExamples,
  ...careSeriesExamples,
  ...exchangeExamples,
  ...todayExamples,
  ...schedulingExamples,
  ...todoExamples,
  ...reliabilityExamples,
  ...messageExamples,
  ...demoExamples,
  ...waitingListExamples,
]
