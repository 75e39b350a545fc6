"""What a negotiation is: its records, its dates, and the rules of time. No files, no screen."""
