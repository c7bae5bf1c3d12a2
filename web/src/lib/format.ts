// Dates in full and money with its currency, as a careful bank prints them.
import { text } from "./text/text";

const locale = "en-US";
const dollars = new Intl.NumberFormat(locale, { style: "currency", currency: "USD" });
const number = new Intl.NumberFormat(locale);
const bytesPerMegabyte = 1_048_576;

export function money(cents: number): string {
  return dollars.format(cents / 100);
}

export function count(value: number): string {
  return number.format(value);
}

type Month = "long" | "short";

// A date as exact as the document is: "2020-01-15", "2020-01" or "2020". Short months are for the
// columns of a table.
export function date(value: string, month: Month = "long"): string {
  const [year, monthNumber, dayNumber] = value.slice(0, 10).split("-").map(Number);
  if (year === undefined || monthNumber === undefined) return value;
  const format: Intl.DateTimeFormatOptions = { year: "numeric", month, timeZone: "UTC" };
  if (dayNumber !== undefined) format.day = "numeric";
  const instant = Date.UTC(year, monthNumber - 1, dayNumber ?? 1);
  return new Intl.DateTimeFormat(locale, format).format(instant);
}

export function moment(timestamp: string): string {
  const format: Intl.DateTimeFormatOptions = { dateStyle: "long", timeStyle: "short" };
  return new Intl.DateTimeFormat(locale, format).format(new Date(timestamp));
}

export function day(timestamp: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(new Date(timestamp));
}

export function fileSize(bytes: number): string {
  if (bytes < bytesPerMegabyte) return `${count(Math.max(1, Math.round(bytes / 1024)))} KB`;
  return `${(bytes / bytesPerMegabyte).toFixed(1)} MB`;
}

export function remaining(seconds: number): string {
  if (seconds < 60) return text.progress.seconds_left(Math.max(5, Math.ceil(seconds / 5) * 5));
  return text.progress.minutes_left(Math.ceil(seconds / 60));
}
