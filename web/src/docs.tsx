import { render } from "preact";
import { DocsPage } from "./app/docs/docs_page";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/components.css";

const root = document.getElementById("app");
if (root) render(<DocsPage />, root);
