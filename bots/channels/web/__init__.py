"""The parts of the web chat: the visitor's cookie, the pages, the socket, the withdrawal form."""
