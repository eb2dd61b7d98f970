/** Each page by its address: a new one belongs here, to be read by axe and opened as each role. */
export const everyPage: readonly string[] = [
  "today",
  ...["needs", "needs/call-0122"],
  ...["messages", "messages/call-0122"],
  "texts",
  ...["duty", "duty/month-2026-12"],
  ...["calls", "calls/call-0122", "calls/statistics"],
  "logbook",
  "people",
  ...["announcements", "announcements/closed-urgent-fr", "announcements/music-fr"],
  ...["lines", "phone", "setup"],
  ...[
    "settings",
    "settings/agency",
    "settings/menu",
    "settings/follow-up",
    "settings/logbook",
    "settings/mail",
    "settings/users",
    "settings/retention",
  ],
  ...["settings/backup", "settings/journal", "settings/account"],
];
