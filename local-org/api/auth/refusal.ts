import { json, type ApiReply } from '../http/reply';

/** A refusal of the OAuth endpoints, which have their own error shape. */
export class OAuthRefusal extends Error {
  override readonly name = 'OAuthRefusal';

  constructor(
    readonly error: string,
    readonly description: string,
    readonly status = 400
  ) {
    super(`${error}: ${description}`);
  }

  reply(): ApiReply {
    return json(this.status, { error: this.error, error_description: this.description });
  }
}
