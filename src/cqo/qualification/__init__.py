"""How one becomes eligible: hours, certificates, the talent registry, training classes, examinations."""
