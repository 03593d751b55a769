/** What a person can agree to. */
export type ConsentKind = 'referrer_sees_number';

/** That a person agreed to something. The version names the wording, whatever its language. */
export interface Consent {
  readonly kind: ConsentKind;
  readonly version: string;
  /** Epoch milliseconds. */
  readonly at: number;
}
