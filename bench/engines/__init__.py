"""The engines that take part, one file each."""
