"""Appointments: when somebody comes to do a task, found among the times that its group has free, and kept."""
