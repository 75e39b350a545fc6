"""What a person can change: each request becomes one change of files, ready for the store to make."""
