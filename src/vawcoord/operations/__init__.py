"""What people do: (committee, request, today) to changes."""
