import { defineProblems } from '../http/index.ts';

export const referralProblems = defineProblems({
  invite_code_not_found: {
    status: 404,
    en: [
      'No such invite code',
      'Nobody has this invite code.',
      'Ask your friend for the code again: 6 digits and letters from their profile.',
    ],
    ru: [
      'Такого кода нет',
      'Такого кода приглашения ни у кого нет.',
      'Спросите код у друга ещё раз: 6 цифр и букв из его профиля.',
    ],
  },
  referrer_already_set: {
    status: 409,
    en: [
      'Code already activated',
      'This account has already activated an invite code, and that is done once in a lifetime.',
      'The activated code stands in the profile as "referrer"; it cannot be changed.',
    ],
    ru: [
      'Код уже активирован',
      'Этот аккаунт уже активировал код приглашения, а это делается один раз в жизни.',
      'Активированный код стоит в профиле в поле «referrer»; сменить его нельзя.',
    ],
  },
  returning_number: {
    status: 409,
    en: [
      'Number known from before',
      'This number has had an account before, and coming back is no new invitation.',
      'An invite code counts once for a person. The account itself works like any other, and can invite friends.',
    ],
    ru: [
      'Номер уже был у нас',
      'У этого номера уже был аккаунт, а возвращение новым приглашением не считается.',
      'Код приглашения засчитывается человеку один раз. Сам аккаунт работает как обычно, друзей приглашать можно.',
    ],
  },
  own_invite_code: {
    status: 409,
    en: [
      'Own invite code',
      'This is your own invite code.',
      "Activate a friend's code, and give yours to friends.",
    ],
    ru: [
      'Собственный код',
      'Это ваш собственный код приглашения.',
      'Активируйте код друга, а свой раздайте друзьям.',
    ],
  },
  referral_cycle: {
    status: 409,
    en: [
      'Invited by yourself',
      'The owner of this code was brought by you, directly or through others.',
      'Activate the code of somebody who did not come through you.',
    ],
    ru: [
      'Замкнутый круг',
      'Владельца этого кода привели вы сами, напрямую или через других.',
      'Активируйте код того, кто пришёл не через вас.',
    ],
  },
});
