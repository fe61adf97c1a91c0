// The first thing that runs.
import { createRoot } from "react-dom/client";
import { App } from "./shell/App";
import { followSession } from "./state/live";
import { followTheme } from "./state/settings";
import "../styles/app.css";

followTheme();
followSession();
const root = document.getElementById("root");
if (root) createRoot(root).render(<App />);
