lock:
	true
