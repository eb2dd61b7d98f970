import type { Words } from "../shape.ts";

export const dutyImport: Words["duty"]["import"] = {
  button: "Import (iCalendar)",
  title: "Import a calendar",
  explain:
    "Choose an .ics file, exported from here, from Google Calendar or Outlook. Nothing is saved before you have seen what changes.",
  file: ".ics file",
  service: "Where nothing says so, it is",
  reading: "Reading the file…",
  tooLarge: "This file is too large: 2 MB at most.",
  nothing: "Nothing new in this calendar.",
  adds: (lines, leave, closures) =>
    [
      lines > 0 ? (lines === 1 ? "1 line of the schedule" : `${lines} lines of the schedule`) : "",
      leave > 0 ? (leave === 1 ? "1 leave" : `${leave} leaves`) : "",
      closures > 0 ? (closures === 1 ? "1 closure" : `${closures} closures`) : "",
    ]
      .filter(Boolean)
      .join(", "),
  will: (what) => `What will be added: ${what}`,
  leave: "Leave",
  closure: "Closure",
  left: (n) => (n === 1 ? "1 event left out" : `${n} events left out`),
  taken: (n) => (n === 1 ? "1 event taken over" : `${n} events taken over`),
  choose: "What to do with",
  choices: { none: "Leave out", closure: "This is a closure" },
  untitled: "Untitled",
  repeats: "repeats",
  go: "Import",
  done: "The calendar is imported.",
  why: {
    skipped: "Left out as you asked.",
    cancelled: "Cancelled in the calendar.",
    past: "In the past.",
    "no-time": "Can't be read, or has no beginning and end.",
    nobody: "Names nobody of the office.",
    unsure: "Several people have this name: choose.",
    "part-day-leave": "Leave counts by whole days.",
    "too-long": "Lasts longer than a month.",
    already: "In the schedule already.",
    "repeat-by-dates": "There is no such repeat here: its dates of the coming year are taken one by one.",
    "unknown-zone": "Unknown time zone: read by the office's clock.",
  },
  days: { week: "", fortnight: "every other week", weeks: (n) => `every ${n} weeks` },
  everyDay: (n) => (n === 1 ? "every day" : `every ${n} days`),
  monthly: (nth, day) => `${nth} ${day} of the month`,
  on: (day) => `on ${day}`,
  since: (day) => `from ${day}`,
  between: (first, last) => `${first} to ${last}`,
};
