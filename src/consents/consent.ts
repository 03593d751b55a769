/** What a person can agree to. */
export type ConsentKind = 'referrer_sees_number';

/** A person's agreement. The version names the wording, in any language. */
export interface Consent {
  readonly kind: ConsentKind;
  readonly version: string;
  /** Epoch milliseconds. */
  readonly at: number;
}
