/** What some hashes need and do not carry: secrets of the system that made them. */
export interface VerifyOptions {
  /** Text that the old system appended to every password before bcrypt (Devise's `config.pepper`). */
  pepper?: string;
  firebase?: FirebaseParameters;
}

/** A Firebase project's password hash parameters, as its console shows them (`hash_config`). */
export interface FirebaseParameters {
  /** `base64_signer_key` */
  signerKey: string;
  /** `base64_salt_separator` */
  saltSeparator: string;
  /** `rounds`: scrypt's block size r. */
  rounds: number;
  /** `mem_cost`: log₂ of scrypt's N. */
  memoryCost: number;
}
