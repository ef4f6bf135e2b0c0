const units = ["bytes", "KiB", "MiB", "GiB"];

/** A length for people. */
export function sizeOf(bytes) {
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** power).toLocaleString("en", { maximumFractionDigits: power && 1 })} ${units[power]}`;
}
