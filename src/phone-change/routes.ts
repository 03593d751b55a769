import { Type } from 'typebox';
import {
  challengeIdField,
  codeField,
  codeProblems,
  phoneNumberField,
  receivedCodesField,
  requiringChallengeId,
  sendingProblems,
  sentCodeView,
  toChallengeId,
  toCode,
  toPhoneNumber,
  toReceivedCodes,
  viewSentCode,
} from '../codes/index.ts';
import { defenceProblems } from '../defence/index.ts';
import {
  callerOf,
  type Guard,
  httpProblems,
  messageView,
  payload,
  phoneNumberView,
  type Routes,
} from '../http/index.ts';
import type { Region } from '../lib/phone-number.ts';
import { proofField } from '../proof-of-work/index.ts';
import { sessionProblems } from '../sessions/index.ts';
import { confirmPhoneChange, type PhoneChanges, requestPhoneChange } from './phone-change.ts';

const requestBody = payload(
  { phone_number: phoneNumberField, proof: proofField, received_codes: receivedCodesField },
  { title: 'PhoneChangeRequest' },
);

const confirmBody = (needsChallengeId: boolean) =>
  payload(
    { phone_number: phoneNumberField, confirmation_code: codeField, challenge_id: challengeIdField },
    {
      title: 'ConfirmPhoneChangeRequest',
      ...requiringChallengeId(needsChallengeId, ['phone_number', 'confirmation_code']),
    },
  );

const changedView = Type.Object(
  { message: messageView(), phone_number: phoneNumberView() },
  { title: 'PhoneChanged', description: 'The new phone number of the account.' },
);

/** The problems of both steps. */
const commonProblems = [
  httpProblems.unauthorized,
  sessionProblems.fresh_sign_in_required,
  codeProblems.invalid_phone_number,
  httpProblems.database_unavailable,
];

interface Options {
  readonly phoneChanges: PhoneChanges;
  readonly authenticate: Guard;
  readonly region: Region;
  /** Whether every attempt must name its challenge. */
  readonly needsChallengeId: boolean;
}

export function phoneChangeRoutes({ phoneChanges, authenticate, region, needsChallengeId }: Options): Routes {
  return async (app) => {
    app.post(
      '/api/phone-change/',
      {
        onRequest: authenticate,
        schema: {
          operationId: 'requestPhoneChange',
          tags: ['Profile'],
          summary: 'Send a code to your new phone number',
          description:
            'The first of two steps; `confirmPhoneChange` is the second. Both require a recent sign-in (see ' +
            '`fresh_sign_in_required`). The code is for this account only and does not sign anyone in.',
          security: [{ bearer: [] }],
          body: requestBody,
          response: {
            200: sentCodeView,
          },
          problems: [...commonProblems, ...sendingProblems],
        },
      },
      async (request) => {
        const { body, locale, ip } = request;
        const to = toPhoneNumber(body.phone_number, region);
        const origin = { address: ip };
        const { proof } = body;
        const receivedCodes = toReceivedCodes(body.received_codes);
        const wish = { to, locale, origin, proof, receivedCodes };
        const code = await requestPhoneChange(phoneChanges, callerOf(request), wish);
        return viewSentCode(code, to, request.say);
      },
    );

    app.post(
      '/api/phone-change/confirm/',
      {
        onRequest: authenticate,
        schema: {
          operationId: 'confirmPhoneChange',
          tags: ['Profile'],
          summary: 'Change your phone number with the code sent to the new one',
          description: 'Ends all other sessions and notifies the old number.',
          security: [{ bearer: [] }],
          body: confirmBody(needsChallengeId),
          response: {
            200: changedView,
          },
          problems: [
            ...commonProblems,
            codeProblems.invalid_code,
            codeProblems.phone_number_taken,
            defenceProblems.too_many_attempts,
          ],
        },
      },
      async (request) => {
        const { body, locale, ip } = request;
        const phoneNumber = toPhoneNumber(body.phone_number, region);
        await confirmPhoneChange(phoneChanges, callerOf(request), {
          phoneNumber,
          code: toCode(body.confirmation_code, 'confirmation_code'),
          challengeId: toChallengeId(body.challenge_id, { isRequired: needsChallengeId }),
          origin: { address: ip },
          locale,
        });
        return { message: request.say('message.number_changed'), phone_number: phoneNumber };
      },
    );
  };
}
