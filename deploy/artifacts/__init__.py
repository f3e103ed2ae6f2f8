"""What a deployment uploads: templates and code, the image, the model archive, and the page."""
