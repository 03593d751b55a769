import { Type } from 'typebox';
import {
  type Codes,
  challengeIdField,
  codeField,
  codeProblems,
  phoneNumberField,
  receivedCodesField,
  requiringChallengeId,
  sendCode,
  sendingProblems,
  sentCodeView,
  toChallengeId,
  toCode,
  toPhoneNumber,
  toReceivedCodes,
  viewSentCode,
} from '../codes/index.ts';
import { defenceProblems } from '../defence/index.ts';
import { httpProblems, inviteCodeView, payload, type Routes } from '../http/index.ts';
import type { Region } from '../lib/phone-number.ts';
import { proofField } from '../proof-of-work/index.ts';
import { tokensView, viewTokens } from '../sessions/index.ts';
import { type SignIns, signIn } from './sign-in.ts';

const sendCodeBody = payload(
  { phone_number: phoneNumberField, proof: proofField, received_codes: receivedCodesField },
  { title: 'SendCodeRequest' },
);

const verifyPhoneBody = (needsChallengeId: boolean) =>
  payload(
    {
      phone_number: phoneNumberField,
      confirmation_code: codeField,
      challenge_id: challengeIdField,
      invite_code: Type.Optional(
        Type.String({
          maxLength: 64,
          description: 'The invite code of the friend who invited. Counts at the first sign-in of a number.',
          examples: ['ABC234'],
        }),
      ),
    },
    {
      title: 'VerifyPhoneRequest',
      ...requiringChallengeId(needsChallengeId, ['phone_number', 'confirmation_code']),
    },
  );

const referralView = Type.Union(
  [
    Type.Object({ status: Type.Literal('activated'), referrer: inviteCodeView() }),
    Type.Object({
      status: Type.Literal('rejected'),
      reason: Type.String({
        description:
          '`not_first_sign_in`, or the code of the problem that `updateReferrer` would answer with.',
        examples: ['not_first_sign_in'],
      }),
    }),
  ],
  {
    title: 'ReferralOutcome',
    description: 'The outcome of the `invite_code`. A rejected code does not fail the sign-in.',
  },
);

const signedInView = Type.Object(
  {
    ...tokensView.properties,
    is_new_user: Type.Boolean({ description: 'Whether this was the first sign-in of the number.' }),
    referral: Type.Optional(referralView),
  },
  { title: 'SignedIn', description: 'The tokens of a new session.' },
);

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
          operationId: 'sendCode',
          tags: ['Sign-in'],
          summary: 'Send a confirmation code to a phone',
          description:
            'Answers when the message has been handed over, alike for known and for new numbers. No account is created ' +
            'before `verifyPhone`.',
          body: sendCodeBody,
          response: {
            200: sentCodeView,
          },
          problems: [
            codeProblems.invalid_phone_number,
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
          receivedCodes: toReceivedCodes(body.received_codes),
        });
        return viewSentCode(code, to, say);
      },
    );

    app.post(
      '/api/verify-phone/',
      {
        schema: {
          operationId: 'verifyPhone',
          tags: ['Sign-in'],
          summary: 'Sign in with the code from the message',
          description: 'The first sign-in of a number creates its account.',
          body: verifyPhoneBody(needsChallengeId),
          response: {
            200: signedInView,
          },
          problems: [
            codeProblems.invalid_phone_number,
            codeProblems.invalid_code,
            defenceProblems.too_many_attempts,
            httpProblems.database_unavailable,
          ],
        },
      },
      async ({ body, ip, headers }) => {
        const signedIn = await signIn(signIns, {
          phoneNumber: toPhoneNumber(body.phone_number, region),
          code: toCode(body.confirmation_code, 'confirmation_code'),
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
