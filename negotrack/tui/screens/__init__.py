"""The screens: each takes plain values, and returns one."""
