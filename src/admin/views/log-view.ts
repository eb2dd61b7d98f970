import type { Office } from "../../duty/office.ts";
import type { Instant } from "../../kernel/units.ts";
import type { LogLine } from "../../store/log-lines.ts";
import { type LogShift, unsaidIn } from "../../store/log-shifts.ts";
import type { LogLineView, LogShiftView } from "../schemas/logbook.ts";
import { needView } from "./need-view.ts";
import { takeUpView } from "./take-up-view.ts";
import { callerView } from "./views.ts";

export const lineView = (line: LogLine, office: Office): LogLineView => ({
  id: line.id,
  is: line.is,
  at: line.at,
  by: line.by,
  service: line.service,
  call: line.call,
  need: line.need,
  caller: line.caller && callerView(line.caller, office),
  keys: [...line.keys],
  how: line.how,
  came: line.came,
  note: line.text,
  forgotten: line.forgotten,
  saidBy: line.said?.by ?? null,
  saidAt: line.said?.at ?? null,
  earlier: line.earlier.map(({ at, by, came, text }) => ({ at, by, came, note: text })),
});

export const shiftView = (shift: LogShift, office: Office, now: Instant): LogShiftView => ({
  from: shift.from,
  until: shift.until,
  now: shift.until > now,
  people: shift.people.map((each) => ({ ...each })),
  takeUps: shift.takeUps.map((each) => takeUpView(each, now)),
  lines: shift.lines.map((line) => lineView(line, office)),
  unsaid: unsaidIn(shift.lines).length,
  open: shift.open.map((need) => needView(need, office, now)),
});
