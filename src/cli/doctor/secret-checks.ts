import { type Check, type Finding, unsafe } from './finding.ts';
import { type Weakness, weaknessOf } from './secret-strength.ts';

export const weakSecret: Check = ({ config }) => {
  const weakness = weaknessOf(config.secretKey.toString('utf8'));
  return weakness && unsafe('SECRET_KEY', 'weak_secret_key', reason(weakness));
};

export const weakMetricsToken: Check = ({ config: { metricsToken } }) => {
  const weakness = metricsToken === undefined ? undefined : weaknessOf(metricsToken, { lengthNeeded: 16 });
  return weakness && unsafe('METRICS_TOKEN', 'weak_metrics_token', reason(weakness));
};

function reason(weakness: Weakness): Finding['values'] {
  return ({ say }) => ({ reason: say(`doctor.weakness.${weakness}`) });
}
