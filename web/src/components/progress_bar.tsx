interface ProgressBarProps {
  label: string;
  /** 0 to 1; left out while it is not known. */
  share?: number;
}

export function ProgressBar({ label, share }: ProgressBarProps) {
  return share === undefined ? (
    <progress aria-label={label} />
  ) : (
    <progress aria-label={label} value={share} max={1} />
  );
}
