"""What outlives the program: plan files and the formulary, validated when read."""
