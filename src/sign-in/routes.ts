import { Type } from 'typebox';
import {
  type Codes,
  challengeIdField,
  codeField,
  phoneNumberField,
  receivedCodesField,
  sendCode,
  sendingProblems,
  sentCodeView,
  signInProblems,
  toChallengeId,
  toPhoneNumber,
  viewSentCode,
} from '../codes/index.ts';
import { defenceProblems } from '../defence/index.ts';
import { httpProblems, payload, type Routes } from '../http/index.ts';
import type { Region } from '../lib/phone-number.ts';
import { proofField } from '../proof-of-work/index.ts';
import { tokensView, viewTokens } from '../sessions/index.ts';
import { type SignIns, signIn } from './sign-in.ts';

const sendCodeBody = payload({
  phone_number: phoneNumberField,
  proof: proofField,
  received_codes: receivedCodesField,
});
const verifyPhoneBody = payload({
  phone_number: phoneNumberField,
  confirmation_code: codeField,
  challenge_id: challengeIdField,
  invite_code: Type.Optional(
    Type.String({
      maxLength: 64,
      description: 'The code of the friend who invited; counts at a first sign-in.',
    }),
  ),
});
const verifyPhoneAnswer = Type.Object({
  ...tokensView,
  is_new_user: Type.Boolean(),
  referral: Type.Optional(
    Type.Object({
      status: Type.Enum(['activated', 'rejected']),
      referrer: Type.Optional(Type.String()),
      reason: Type.Optional(Type.String()),
    }),
  ),
});

interface Options {
  readonly codes: Codes;
  readonly signIns: SignIns;
  readonly region: Region;
  /** Whether every attempt must name its challenge. */
  readonly needsChallengeId: boolean;
}

export function signInRoutes({ codes, signIns, region, needsChallengeId }: Options): Routes {
  return async (app) => {
    app.post(
      '/api/send-code/',
      {
        schema: {
          tags: ['Sign-in'],
          summary: 'Send a confirmation code to a phone',
          body: sendCodeBody,
          response: {
            200: sentCodeView,
          },
          problems: [
            httpProblems.malformed_body,
            httpProblems.validation_failed,
            signInProblems.invalid_phone_number,
            ...sendingProblems,
            httpProblems.database_unavailable,
          ],
        },
      },
      async ({ body, locale, say, ip }) => {
        const to = toPhoneNumber(body.phone_number, region);
        const code = await sendCode(codes, {
          to,
          purpose: 'sign_in',
          locale,
          origin: { address: ip },
          proof: body.proof,
          receivedCodes: body.received_codes,
        });
        return viewSentCode(code, to, say);
      },
    );

    app.post(
      '/api/verify-phone/',
      {
        schema: {
          tags: ['Sign-in'],
          summary: 'Sign in with the code; the first time writes the account',
          body: verifyPhoneBody,
          response: {
            200: verifyPhoneAnswer,
          },
          problems: [
            httpProblems.malformed_body,
            httpProblems.validation_failed,
            signInProblems.invalid_phone_number,
            signInProblems.invalid_code,
            defenceProblems.too_many_attempts,
            httpProblems.database_unavailable,
          ],
        },
      },
      async ({ body, ip, headers }) => {
        const signedIn = await signIn(signIns, {
          phoneNumber: toPhoneNumber(body.phone_number, region),
          code: body.confirmation_code,
          challengeId: toChallengeId(body.challenge_id, { isRequired: needsChallengeId }),
          device: { userAgent: headers['user-agent'] ?? null, address: ip },
          inviteCode: body.invite_code,
        });
        return {
          ...viewTokens(signedIn),
          is_new_user: signedIn.isNewUser,
          ...(signedIn.referral !== undefined && { referral: signedIn.referral }),
        };
      },
    );
  };
}
