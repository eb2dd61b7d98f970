export const people = {
  fragile: "Public fragile",
} as const;
