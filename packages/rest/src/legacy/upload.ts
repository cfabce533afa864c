/** The one file that an old route takes with its multipart form. */
export interface LegacyUpload {
  /** The name of its part. */
  field: string;
  /** A file of so many bytes or more is refused. */
  tooManyBytes: number;
  /** By what the sender says of it; nobody looked inside. */
  accepts(file: Pick<UploadedFile, "name" | "type">): boolean;
}

export interface UploadedFile {
  /** As sent, each byte one character. */
  name: string;
  /** The declared media type without parameters, in lower case. */
  type: string;
  bytes: Buffer<ArrayBuffer>;
}

/** A multipart form: its text fields, and the file if there was one. */
export interface UploadedForm {
  body: unknown;
  file: UploadedFile | null;
}
