/** The start is refused for a reason that whoever runs the machine can mend. Its message is one sentence. */
export class StartRefusal extends Error {}
