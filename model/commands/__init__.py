"""The command line's sub-commands on models: train, evaluate, playbook."""
