import { Type } from 'typebox';
import {
  type Codes,
  codeField,
  phoneNumberField,
  receivedCodesField,
  sendCode,
  sentCodeView,
  signInProblems,
  toPhoneNumber,
  viewSentCode,
} from '../codes/index.ts';
import { defenceProblems } from '../defence/index.ts';
import { fieldProblem, httpProblems, Problem, payload, type Routes } from '../http/index.ts';
import { parseId } from '../lib/id.ts';
import type { Region } from '../lib/phone-number.ts';
import { proofField, proofProblems } from '../proof-of-work/index.ts';
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
  challenge_id: Type.Optional(
    Type.String({ minLength: 1, maxLength: 64, description: "When given, only this sending's code counts." }),
  ),
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
            signInProblems.invalid_code,
            signInProblems.country_not_allowed,
            signInProblems.resend_too_soon,
            signInProblems.too_many_codes,
            defenceProblems.number_type_not_allowed,
            proofProblems.proof_required,
            defenceProblems.too_many_attempts,
            defenceProblems.too_many_requests,
            defenceProblems.sending_paused,
            signInProblems.sms_unavailable,
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
        if (needsChallengeId && body.challenge_id === undefined)
          throw fieldProblem('challenge_id', 'missing');
        const challengeId = body.challenge_id === undefined ? undefined : parseId('chl', body.challenge_id);
        const to = toPhoneNumber(body.phone_number, region);
        if (body.challenge_id !== undefined && challengeId === undefined)
          throw new Problem(signInProblems.invalid_code);
        const signedIn = await signIn(signIns, {
          phoneNumber: to,
          code: body.confirmation_code,
          challengeId,
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
