-- The app's role removes nothing of a contact but its sessions: receipts and what is sealed stay.
revoke delete on counselling.contact_receipt, counselling.sealed_part from lachan_app;
