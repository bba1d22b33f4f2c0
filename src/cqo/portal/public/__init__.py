"""Pages open to everybody: the home page, the health page, the privacy notice, and the pages shown when something goes wrong."""
