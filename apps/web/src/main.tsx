import "./lib/zod-setup.ts";
import "@fontsource-variable/figtree/index.css";
import "@fontsource-variable/familjen-grotesk/index.css";
import "./styles.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { isUnreachable } from "./app/connection.ts";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root, {
  onCaughtError(error) {
    // That the server is away is no defect, and the page says it.
    if (!isUnreachable(error)) console.error(error);
  },
}).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
