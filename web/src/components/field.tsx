import type { JSX } from "preact";
import { Icon } from "./icon";

interface FieldProps extends JSX.InputHTMLAttributes {
  label: string;
  name: string;
  help?: string | undefined;
  error?: string | undefined;
}

// A labelled input whose help and error are read out with it.
export function Field({ label, name, help, error, ...rest }: FieldProps) {
  const id = `field-${name}`;
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {help && (
        <p class="field__help" id={`${id}-help`}>
          {help}
        </p>
      )}
      <input
        type="text"
        {...rest}
        id={id}
        name={name}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
      />
      {error && (
        <p class="field__error" id={`${id}-error`}>
          <Icon name="alert" />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}
