/** Drawn for this page, on a grid of 24, as one path each. */
export const icons = {
  today: "M4 11.5 12 5l8 6.5M6 10v9h12v-9M10 19v-5h4v5",
  messages: "M4 6h16v11H9l-4 3v-3H4zM8 10h8M8 13h5",
  duty: "M4 6h16v14H4zM4 10h16M8 3.5V7M16 3.5V7M8 14h3M14 14h2M8 17h2",
  people:
    "M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11zM3 19c.4-3.2 2.9-5 6-5s5.6 1.8 6 5M16 5.2a3 3 0 0 1 0 5.6M18 14.5c1.7.7 2.8 2.3 3 4.5",
  calls: "M6.5 4h3l1.5 4-2 1.5a11 11 0 0 0 5 5l1.5-2 4 1.5v3c0 1-.8 2-2 2C10.5 19 5 13.5 4.5 6.5 4.5 5 5.5 4 6.5 4z",
  announcements: "M4 10v4h3l8 4V6l-8 4zM18 9.5c1.3 1.3 1.3 3.7 0 5M7.5 14l1 5h2.5",
  lines: "M8 3v5M16 3v5M6 8h12v4a6 6 0 0 1-12 0zM12 18v3",
  phone:
    "M6 3.5h12v17H6zM9.5 8h.01M12 8h.01M14.5 8h.01M9.5 12h.01M12 12h.01M14.5 12h.01M9.5 16h.01M12 16h.01M14.5 16h.01",
  mobile: "M8 3h8v18H8zM11 18h2",
  settings:
    "M4 7h9M17 7h3M4 17h3M11 17h9M15 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM9 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  setup: "M5 12.5 10 17 19 7",
  more: "M4.5 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0zM11 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0zM17.5 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0z",
  check: "M5 12.5 10 17 19 7",
  close: "M6 6l12 12M18 6 6 18",
  plus: "M12 5v14M5 12h14",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4 4",
  play: "M8 5.5v13l11-6.5z",
  pause: "M8 5v14M16 5v14",
  left: "M14.5 6 8.5 12l6 6",
  right: "M9.5 6l6 6-6 6",
  down: "M6 9.5l6 6 6-6",
  warn: "M12 4 2.8 19.5h18.4zM12 10v4.5M12 17h.01",
  info: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5M12 8h.01",
  out: "M14 5H6v14h8M11 12h9M17 8.5l3.5 3.5-3.5 3.5",
  moon: "M19 14.5A8 8 0 0 1 9.5 5a7.5 7.5 0 1 0 9.5 9.5z",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7.5V12l3 2",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  download: "M12 4v11M7.5 11 12 15.5 16.5 11M5 20h14",
  trash: "M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13",
  edit: "M5 19l1-4L16.5 4.5l3 3L9 18z",
  door: "M6 20V4h9v16M3 20h18M12 12h.01M15 7h3v13",
  shield: "M12 3.5 5 6v5.5c0 4.5 3 7.5 7 9 4-1.5 7-4.5 7-9V6z",
  key: "M9 15a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM13 11h8M18 11v3",
  mic: "M12 15a3 3 0 0 0 3-3V7a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3zM6.5 11.5a5.5 5.5 0 0 0 11 0M12 17v3.5",
} as const;

export type IconName = keyof typeof icons;
