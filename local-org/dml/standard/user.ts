import type { StandardRule } from './rule';

/** Characters of `User.CommunityNickname`. */
const NICKNAME_LENGTH = 40;

/** A new user without a nickname gets one of the platform's making. */
export const userRule: StandardRule = {
  fill: ({ operation, plan }, rows) => {
    if (operation !== 'insert') return;
    const [nickname, username] = [plan.need('CommunityNickname'), plan.need('Username')];
    for (const row of rows) {
      const name = row.get(username);
      if (row.get(nickname) === null && typeof name === 'string') row.set(nickname, name.slice(0, NICKNAME_LENGTH));
    }
  }
};
