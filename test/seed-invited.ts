import type { Service } from './service.ts';

const monthMs = 30 * 86_400_000;
const symbols = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Numbers and codes are unique, whatever else is seeded. */
let seeded = 0;

/** Seeds people invited by an account over the last days: every fifth has a name, one has left. */
export async function seedInvited(service: Service, phoneNumber: string, count: number): Promise<void> {
  const now = service.clock.now();
  await service.database.transaction(async (trx) => {
    const host = await trx
      .selectFrom('accounts')
      .select(['id', 'invite_code'])
      .where('phone_number', '=', phoneNumber as never)
      .executeTakeFirstOrThrow();
    for (let index = 0; index < count; index += 1) {
      seeded += 1;
      const number = String(seeded).padStart(7, '0');
      const code = [seeded >> 10, seeded >> 5, seeded].map((part) => symbols[part & 31]).join('');
      const id = `usr_${number.padStart(32, '0')}`;
      const hasLeft = index === 3;
      await trx
        .insertInto('accounts')
        .values({
          id,
          phone_number: hasLeft ? null : `+7913${number}`,
          name: index % 5 === 0 ? `Анна-Мария ${index}` : null,
          invite_code: `222${code}`,
          created_at: now,
          ended_at: hasLeft ? now : null,
        } as never)
        .execute();
      const activatedAt = now - (index < 36 ? index * index * 2_000_000 : monthMs + index * 1000);
      const referral = {
        referee_id: id,
        referrer_id: host.id,
        invite_code: host.invite_code,
        activated_at: activatedAt,
      };
      await trx
        .insertInto('referrals')
        .values(referral as never)
        .execute();
    }
  });
}
