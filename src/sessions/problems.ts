import { defineProblems } from '../http/index.ts';

export const sessionProblems = defineProblems({
  invalid_refresh_token: {
    status: 401,
    en: [
      'Not signed in',
      'This refresh token is not valid, or its session has ended.',
      'Sign in again with a code.',
    ],
    ru: [
      'Вход не выполнен',
      'Этот токен обновления недействителен, или его сессия завершена.',
      'Войдите снова по коду.',
    ],
  },
  refresh_token_reused: {
    status: 401,
    en: [
      'Token used twice',
      'This refresh token was already used, so the session has been ended: somebody may have copied it.',
      'Sign in again with a code. A client must keep only the newest refresh token.',
    ],
    ru: [
      'Токен использован дважды',
      'Этот токен обновления уже использован, поэтому сессия завершена: возможно, его скопировали.',
      'Войдите снова по коду. Клиент должен хранить только последний токен обновления.',
    ],
  },
  fresh_sign_in_required: {
    status: 403,
    en: [
      'Sign in again first',
      'This needs a sign-in by code of the last few minutes.',
      'Sign in again with a code and repeat the request with the new token. A refreshed token does not count.',
    ],
    ru: [
      'Сначала войдите снова',
      'Для этого нужен вход по коду, сделанный в последние минуты.',
      'Войдите снова по коду и повторите запрос с новым токеном. Обновлённый токен не считается.',
    ],
  },
  session_not_found: {
    status: 404,
    en: [
      'No such session',
      'This account has no such session, or it has ended.',
      'GET /api/sessions/ lists the live ones.',
    ],
    ru: [
      'Такой сессии нет',
      'У этого аккаунта нет такой сессии, или она завершена.',
      'Действующие сессии показывает GET /api/sessions/.',
    ],
  },
});
