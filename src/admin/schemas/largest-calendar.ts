/** A year of a large office's calendar. Characters. Apart, for the page brings no schemas along. */
export const LARGEST_FILE = 4_000_000;
