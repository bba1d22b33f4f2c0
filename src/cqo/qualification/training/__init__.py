"""Training classes (培训班次, M2) from the notice to the close: sign-up, county check, admission, attendance, hours, assessment."""
