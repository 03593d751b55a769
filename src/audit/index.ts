export { type Audit, listAuditEvents, writeAuditEvent } from './audit.ts';
export type { AuditDetails, AuditEvent, AuditKind, NewAuditEvent } from './event.ts';
export { removeOlder as removeOlderAuditEvents } from './store.ts';
