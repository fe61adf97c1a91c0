print("netsentinel")
