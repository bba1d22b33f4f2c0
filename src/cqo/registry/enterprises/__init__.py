"""One life-long file for every enterprise: its code, its names and counties over time, its size, its yearly listing as above designated size, and who may act for it."""
