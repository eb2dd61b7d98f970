import type { Words } from "../catalogue.ts";

export const setup: Words["setup"] = {
  intro: "A few steps, less than five minutes, and your calls are taken.",
  done: "Done",
  todo: "To do",
  ready: "Everything is ready. Call your number from another telephone: the call appears on Today.",
  go: "Open",
  steps: {
    agency: { name: "The agency's name", hint: "Every announcement says it." },
    line: { name: "The line", hint: "A modem that is plugged in and answers." },
    people: { name: "The people", hint: "Who answers the telephone, and at which numbers." },
    hours: { name: "Hours and schedule", hint: "When you answer, who is on duty, who is on call." },
    announcements: { name: "The announcements", hint: "Listen to what your callers hear." },
    call: { name: "The test call", hint: "Call your number, and watch the call live." },
  },
};
