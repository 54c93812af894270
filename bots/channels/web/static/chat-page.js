// The page /chat: one chat that fills the window.

import { openChat } from "./chat.js";

const root = document.querySelector(".chat");

openChat(root, { person: root.dataset.as });
