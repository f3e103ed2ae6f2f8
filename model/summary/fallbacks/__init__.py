"""What the summary reads where the model found nothing that counts, and corrections of what it found."""
