import type { Id, Instant } from '../../terms.ts'
import type { AppointmentPurpose } from './reminders.ts'

export type MessageTables = {
  messages: MessageRow
  message_events: MessageEventRow
  inbound_messages: InboundMessageRow
  opt_outs: OptOutRow
  tasks: TaskRow
  simulated_texts: SimulatedTextRow
  circuits: CircuitRow
}

/** The outbox: one text to one phone. */
export type MessageRow = {
  id: Id
  practice_id: Id
  /** Null: a code, to a phone of which nobody knows yet whose it is. */
  patient_id: Id | null
  carer_id: Id | null
  purpose: 'delay_notice' | 'reply' | 'waiting_offer' | 'code' | AppointmentPurpose
  /** What queued it, asked once more before it leaves: `notice` and its id. */
  origin: string
  ref_id: Id
  to_phone: string
  status: MessageStatus
  due_at: Instant
  /** After this it is of no use any more and must not leave. */
  useful_until_at: Instant
  claimed_by: string | null
  claimed_at: Instant | null
  /** The intent to send, written before the gateway is called. */
  attempted_at: Instant | null
  /** The text as it left, minimised later by setting. */
  body: string | null
  segments: number | null
  provider_id: string | null
  error_code: string | null
  /** Why it was cancelled or could not leave. */
  reason: string | null
  /** The message that never arrived and that this one tries again, once. */
  retry_of: Id | null
  erase_tried_at: Instant | null
  /** When the provider forgot content and number. */
  provider_erased_at: Instant | null
  created_at: Instant
  updated_at: Instant
}

export type MessageStatus =
  | 'queued'
  | 'claimed'
  | 'attempted'
  | 'accepted'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'unknown'
  | 'cancelled'

export type MessageEventRow = {
  id: Id
  practice_id: Id
  message_id: Id
  status: MessageStatus
  at: Instant
  detail: string | null
}

export type InboundMessageRow = {
  id: Id
  /** Empty: nobody knows whose it is. */
  practice_id: Id | null
  provider_id: string | null
  from_phone: string
  to_phone: string
  /** Clinical text. */
  body: string
  meaning: 'opt_out' | 'opt_in' | 'fine' | 'cannot' | 'call_back' | 'unread'
  via: 'sms' | 'page'
  patient_id: Id | null
  carer_id: Id | null
  message_id: Id | null
  stop_id: Id | null
  received_at: Instant
  read_at: Instant | null
  read_by: Id | null
}

export type OptOutRow = {
  id: Id
  practice_id: Id
  phone: string
  via: 'sms' | 'page' | 'clinician' | 'provider'
  at: Instant
  ended_at: Instant | null
}

/** Something a person must do, closed by an outcome. */
export type TaskRow = {
  id: Id
  practice_id: Id
  /** `triage`: somebody says that it is urgent. */
  kind: 'call' | 'read' | 'alert' | 'triage'
  patient_id: Id | null
  carer_id: Id | null
  /** Whose round it is about; empty: the whole practice. */
  clinician_id: Id | null
  stop_id: Id | null
  /** One open task per key. */
  key: string
  reason: string
  /** JSON facts for the sentence on screen. */
  facts: string
  /** 1: its text is clinical, the secretary reads a neutral sentence. */
  clinical: number
  due_at: Instant | null
  created_at: Instant
  closed_at: Instant | null
  outcome: 'done' | 'no_answer' | 'told' | 'not_needed' | 'withdrawn' | null
  closed_by: Id | null
}

/** Whether a provider takes anything. See `messages/circuit.ts`. */
export type CircuitRow = {
  name: 'sms'
  /** In a row; 0: the last call was answered. */
  failures: number
  /** Since when it counts as down; null: it does not. */
  opened_at: Instant | null
  reason: 'down' | 'locked_out' | null
  /** Nothing leaves before; null while it is open: one at a time. */
  probe_at: Instant | null
}

/** What the simulated gateway "delivered": the demo's and the tests' phones. */
export type SimulatedTextRow = {
  id: Id
  practice_id: Id
  message_id: Id | null
  phone: string
  direction: 'to_phone' | 'from_phone'
  body: string
  at: Instant
}
