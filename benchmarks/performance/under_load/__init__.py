"""What is put under load, and how: a model in this process, servers, endpoints, documents, arrivals."""
