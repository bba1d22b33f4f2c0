"""What people see first: the public pages, the way in, the desk, the life-long file and the office screens."""
