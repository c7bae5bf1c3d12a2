import { Tag } from "../../components/tag";
import { text } from "../../lib/text/text";
import type { Asked } from "./evidence_dialog";
import {
  type Account,
  type Column,
  type FieldName,
  fieldLabel,
  shownValue,
} from "./tradeline_values";

const words = text.tradelines;

interface BureauTableProps {
  account: Account;
  columns: readonly Column[];
  creditor: string;
  fields: readonly FieldName[];
  caption: string;
  /** Whether the bureaus stand above the columns in sight, or only for screen readers. */
  heads?: boolean;
  onAsk: (asked: Asked) => void;
}

// Roles are spelled out because the phone layout turns the rows into grids, which takes the
// table's own meaning away in some browsers.
export function BureauTable({ columns, fields, caption, heads, ...rest }: BureauTableProps) {
  return (
    <table class={`bureaus bureaus--${columns.length}`} role="table">
      <caption class="visually-hidden">{caption}</caption>
      <thead class={heads ? "" : "bureaus__again"} role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader" class="bureaus__corner">
            <span class="visually-hidden">{words.field}</span>
          </th>
          {columns.map((column) => (
            <BureauHead key={column.bureau} {...column} />
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {fields.map((field) => (
          <Row key={field} field={field} columns={columns} {...rest} />
        ))}
      </tbody>
    </table>
  );
}

function BureauHead({ bureau, tradeline }: Column) {
  return (
    <th scope="col" role="columnheader">
      {bureau}
      {!tradeline && <span class="bureaus__silent">{words.not_reporting}</span>}
      {tradeline?.negative && (
        <span class="bureaus__negative">{words.negative}</span>
      )}
    </th>
  );
}

interface RowProps extends Pick<BureauTableProps, "account" | "columns" | "creditor" | "onAsk"> {
  field: FieldName;
}

function Row({ account, columns, creditor, field, onAsk }: RowProps) {
  const differs = account.conflicts.includes(field);
  return (
    <tr role="row" class={differs ? "bureaus__row--differs" : ""}>
      <th scope="row" role="rowheader">
        {fieldLabel(field)}
        {differs && (
          <Tag tone="warn" icon="differs">
            {words.differs}
          </Tag>
        )}
      </th>
      {columns.map(({ bureau, tradeline }) => {
        const value = tradeline ? shownValue(tradeline, field) : undefined;
        return (
          <td key={bureau} role="cell">
            {tradeline && value !== undefined ? (
              <button
                type="button"
                class="value"
                aria-label={words.show_place(fieldLabel(field), bureau, value)}
                onClick={() => onAsk({ tradeline, field, bureau, creditor, value })}
              >
                {value}
              </button>
            ) : (
              <NotReported />
            )}
          </td>
        );
      })}
    </tr>
  );
}

function NotReported() {
  return (
    <span class="soft">
      <span aria-hidden="true">{words.not_reported}</span>
      <span class="visually-hidden">{words.not_reported_spoken}</span>
    </span>
  );
}
