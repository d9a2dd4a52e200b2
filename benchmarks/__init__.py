"""What we measure, each as a script that anyone can run."""
