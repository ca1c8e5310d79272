import fs from 'node:fs';
import { takeNoOptions } from '../../scripts/command-failure';
import { COMMANDS } from './commands';
import { supportTable, TABLE_END, TABLE_START } from './support-table';

takeNoOptions('Usage: npm run support-table\n\nWrites the table of sf commands in local-org/README.md from the commands that are tested.');
const FILE = 'local-org/README.md';

const readme = fs.readFileSync(FILE, 'utf8');
const [before, rest = ''] = readme.split(TABLE_START);
const after = rest.split(TABLE_END)[1];
if (after === undefined) throw new Error(`${FILE} lacks the lines between which the table is`);
fs.writeFileSync(FILE, `${before}${TABLE_START}\n\n${supportTable(COMMANDS)}\n\n${TABLE_END}${after}`);
console.log(`${FILE}: ${COMMANDS.length} commands`);
