"""Where the parts are wired together: settings, addresses, the server's door and the table of reactions."""
