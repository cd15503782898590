import { webExamples } from '../http/route-examples.ts'
import { patientSpaceExamples } from '../patient-space/route-examples.ts'
import type { RouteExample } from '../support/route-examples.ts'
import { accessExamples } from './route-examples.ts'

/** The examples of every part, so that no route is forgotten. */
export const allRouteExamples: RouteExample[] = [...webExamples, ...accessExamples, ...patientSpaceExamples]
