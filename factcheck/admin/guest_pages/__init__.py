"""The page behind a guest's link: one version or one proposal to read, and one answer to give. Nothing else."""
