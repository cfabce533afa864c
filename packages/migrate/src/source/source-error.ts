/** The source cannot be read, or is not what the mappings expect. The message is one line for the operator. */
export class SourceError extends Error {
  override readonly name = "SourceError";
}
