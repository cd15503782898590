/** An expected end of a request that a page explains. Everything else that is thrown is a fault, answered by 500. */
export class Refusal extends Error {
  readonly status: number
  constructor(status: number, sentence: string) {
    super(sentence)
    this.status = status
  }
}

/** Also the answer for what exists but belongs to another practice: its existence is nobody's business. */
export class NotFound extends Refusal {
  constructor(sentence = 'Cette page n’existe pas, ou n’existe plus.') {
    super(404, sentence)
  }
}

export class Forbidden extends Refusal {
  constructor(sentence = 'Vous n’avez pas accès à cette page.') {
    super(403, sentence)
  }
}

/** Somebody else was faster: nothing was changed. */
export class Conflict extends Refusal {
  constructor(sentence: string) {
    super(409, sentence)
  }
}
