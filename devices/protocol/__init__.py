"""What core and pick-up points say to each other over MQTT: topics, messages, signatures and keys."""
