import { current } from '../runtime/execution';
import { ApexDatetime } from '../values/datetime';
import { throwApex } from '../values/exception';
import { refusingNull } from './arguments';
import type { PlatformType } from './contract';
import { WorkingTime } from './working-time';

const MINUTE = 60_000n;

function hours(id: string): WorkingTime {
  return WorkingTime.read(current().tx.db, id) ?? throwApex('System.UnexpectedException', `Invalid BusinessHours id: ${id}`);
}

function found(at: number | null): ApexDatetime {
  return at === null ? throwApex('System.UnexpectedException', 'The business hours have no working time') : new ApexDatetime(at);
}

/** Documented: "time precision smaller than one minute is ignored". */
function add(id: string, start: ApexDatetime, interval: bigint): ApexDatetime {
  return found(hours(id).add(start.milliseconds, Number(interval - (interval % MINUTE))));
}

/** The static methods of the BusinessHours class; the object of the same name is a table. */
export const BUSINESS_HOURS_TYPE: PlatformType = {
  name: 'System.BusinessHours',
  kind: 'class',
  staticMethods: refusingNull({
    'Datetime add(String businessHoursId, Datetime startDate, Long intervalMilliseconds)': add,
    'Datetime addGmt(String businessHoursId, Datetime startDate, Long intervalMilliseconds)': add,
    'Long diff(String businessHoursId, Datetime startDate, Datetime endDate)': (id: string, start: ApexDatetime, end: ApexDatetime) =>
      BigInt(hours(id).between(start.milliseconds, end.milliseconds)),
    'Boolean isWithin(String businessHoursId, Datetime targetDate)': (id: string, at: ApexDatetime) => hours(id).isWithin(at.milliseconds),
    'Datetime nextStartDate(String businessHoursId, Datetime targetDate)': (id: string, at: ApexDatetime) =>
      found(hours(id).nextStart(at.milliseconds))
  })
};
