/** A custom notification that Apex sent. */
export interface SentNotification {
  readonly typeId: string;
  readonly title: string;
  readonly body: string;
  readonly targetId: string | null;
  readonly targetPageRef: string | null;
  readonly senderId: string;
  readonly recipientIds: readonly string[];
  /** Milliseconds since 1970. */
  readonly sentAt: number;
}

/** An email that Apex sent. */
export interface SentEmail {
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly subject: string;
  readonly plainTextBody: string | null;
  readonly htmlBody: string | null;
  readonly replyTo: string | null;
  readonly senderDisplayName: string | null;
  readonly targetObjectId: string | null;
  readonly whatId: string | null;
  readonly senderId: string;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
}

/** Messages that would leave the org. Nothing is ever sent: people and tests can read them here. */
export interface Outbox {
  notification(message: SentNotification): void;
  email(message: SentEmail): void;
}

/** Keeps messages in memory, newest last. */
export class MemoryOutbox implements Outbox {
  readonly notifications: SentNotification[] = [];
  readonly emails: SentEmail[] = [];

  notification(message: SentNotification): void {
    this.notifications.push(message);
  }

  email(message: SentEmail): void {
    this.emails.push(message);
  }
}
