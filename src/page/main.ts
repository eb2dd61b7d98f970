import { mount } from "svelte";
import App from "./app.svelte";
import "./style/tokens.css";
import "./style/base.css";
import "./style/parts.css";
import "./style/print.css";

mount(App, { target: document.body });
