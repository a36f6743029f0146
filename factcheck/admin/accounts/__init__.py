"""Who comes in: signing in with allauth, the second factor that roles ask for, and sessions that can be ended."""
