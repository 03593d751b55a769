/** WebOTP, which the DOM library does not know yet (https://wicg.github.io/web-otp/). */
interface CredentialRequestOptions {
  otp?: { transport: 'sms'[] };
}

interface Credential {
  /** Of an `OTPCredential`. */
  readonly code?: string;
}
