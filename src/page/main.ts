import { mount } from "svelte";
import App from "./app.svelte";
import { preferences } from "./lib/preferences.svelte.ts";
import { learn } from "./words/catalogue.ts";
import "./style/tokens.css";
import "./style/base.css";
import "./style/parts.css";
import "./style/print.css";

void learn(preferences.language).then(() => mount(App, { target: document.body }));
