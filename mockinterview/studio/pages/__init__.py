"""The pages of the studio, a module each: what they show, and what they let a person do."""
