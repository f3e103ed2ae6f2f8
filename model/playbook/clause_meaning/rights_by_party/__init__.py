"""Rights and duties that one party has and the other may lack: to assign, to be indemnified, to terminate."""
