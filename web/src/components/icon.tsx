// Always beside words, therefore hidden from screen readers.
const paths = {
  alert: "M10 3 2 17h16zM10 8v4M10 14.5v.5",
  bell: "M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13zM8.5 17.5h3",
  check: "m4 10.5 4 4 8-9",
  differs: "M4 7h12M4 13h12M13 4 7 16",
  file: "M5 2.5h7l3 3v12H5zM12 2.5v3h3",
  gavel: "M5 17h10M10 3v11M5 6h10M5 6l-2.5 5h5zM15 6l-2.5 5h5z",
  info: "M10 9v5M10 6v.5M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15z",
  place: "M3 3h5M3 3v5M17 3h-5M17 3v5M3 17h5M3 17v-5M17 17h-5M17 17v-5",
  upload: "M10 13V3M6 7l4-4 4 4M3 13v4h14v-4",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
