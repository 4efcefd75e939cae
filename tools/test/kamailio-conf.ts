/** What kamailio is told. */
export interface KamailioConf {
  readonly folder: string;
  readonly realm: string;
  readonly udp: number;
  readonly tls: number;
  /** Port at which rtpengine is asked. */
  readonly control: number;
  /** UDP port of the exchange behind it. */
  readonly exchange: number;
  readonly passwords: Readonly<Record<string, string>>;
}

const MODULES = [
  ...['kex', 'corex', 'tls', 'tm', 'tmx', 'sl', 'rr', 'pv', 'maxfwd', 'textops', 'siputils', 'usrloc', 'registrar'],
  ...['auth', 'htable', 'nathelper', 'xlog', 'xhttp', 'websocket', 'dialog', 'rtpengine'],
];

/**
 * A proxy and registrar in front of an exchange, as kamailio's own documents have it: browsers come in by WebSocket over TLS and prove a
 * password, their voices (DTLS-SRTP, ICE) are turned into plain RTP by rtpengine, and a browser that has gone without a word is noticed by
 * a question inside its call.
 */
export const kamailioConf = ({
  folder,
  realm,
  udp,
  tls,
  control,
  exchange,
  passwords,
}: KamailioConf): string => `#!KAMAILIO
debug=2
log_stderror=yes
children=2
tcp_children=2
memdbg=10
memlog=10
auto_aliases=no
alias="${realm}"
enable_tls=yes
tcp_accept_no_cl=yes
tcp_connection_lifetime=3600
listen=udp:127.0.0.1:${udp}
listen=tls:127.0.0.1:${tls}
server_header="Server: test"
${MODULES.map((name) => `loadmodule "${name}.so"`).join('\n')}
modparam("tls", "private_key", "${folder}/key.pem")
modparam("tls", "certificate", "${folder}/cert.pem")
modparam("tls", "tls_method", "TLSv1.2+")
modparam("tls", "verify_certificate", 0)
modparam("tls", "require_certificate", 0)
modparam("usrloc", "db_mode", 0)
modparam("registrar", "received_avp", "$avp(RECEIVED)")
modparam("nathelper", "received_avp", "$avp(RECEIVED)")
modparam("rr", "append_fromtag", 1)
modparam("htable", "htable", "passwords=>size=4;")
modparam("dialog", "db_mode", 0)
modparam("dialog", "track_cseq_updates", 0)
modparam("dialog", "ka_timer", 1)
modparam("dialog", "ka_interval", 30)
modparam("dialog", "ka_failed_limit", 1)
modparam("rtpengine", "rtpengine_sock", "udp:127.0.0.1:${control}")

event_route[htable:mod-init] {
${Object.entries(passwords)
  .map(([extension, password]) => `  $sht(passwords=>${extension}) = "${password}";`)
  .join('\n')}
}

request_route {
  if (!mf_process_maxfwd_header("10")) { sl_send_reply("483", "Too Many Hops"); exit; }
  # Browsers (WebSocket): their own addresses mean nothing.
  if (nat_uac_test("64")) {
    force_rport();
    if (is_method("REGISTER")) { fix_nated_register(); } else if (!add_contact_alias()) { sl_send_reply("400", "Bad Request"); exit; }
  }
  if (is_method("CANCEL")) { if (t_check_trans()) { t_relay(); } exit; }
  if (is_method("REGISTER")) {
    if ($sht(passwords=>$tU) == $null || !pv_www_authenticate("$td", "$sht(passwords=>$tU)", "0")) { www_challenge("$td", "1"); exit; }
    if ($au != $tU) { sl_send_reply("403", "Forbidden"); exit; }
    # One browser, one registration: what a page left behind when it was loaded anew rings no more.
    if (!save("location", "0x04")) { sl_reply_error(); }
    exit;
  }
  if (has_totag()) {
    if (loose_route()) {
      if ($du == "") { handle_ruri_alias(); }
      if (is_method("BYE")) { rtpengine_delete(); }
      t_relay();
      exit;
    }
    if (is_method("ACK")) { if (t_check_trans()) { t_relay(); } exit; }
    sl_send_reply("404", "Not Here");
    exit;
  }
  if (!is_method("INVITE")) { sl_send_reply("405", "Method Not Allowed"); exit; }
  record_route();
  # What the exchange sends goes to an extension, everything else to the exchange.
  if ($sp != ${exchange}) { $du = "sip:127.0.0.1:${exchange}"; t_relay(); exit; }
  if (!lookup("location")) { sl_send_reply("480", "Temporarily Unavailable"); exit; }
  dlg_manage();
  dlg_set_property("ka-dst");
  t_on_reply("DESK");
  t_on_failure("DESK");
  if ($ru =~ "transport=ws") {
    rtpengine_offer("replace-origin ICE=force UDP/TLS/RTP/SAVPF rtcp-mux-require SDES-off generate-mid");
  } else {
    rtpengine_offer("replace-origin ICE=remove RTP/AVP");
  }
  t_relay();
}

onreply_route[DESK] {
  if (nat_uac_test("64")) { add_contact_alias(); }
  if (has_body("application/sdp")) { rtpengine_answer("replace-origin ICE=remove RTP/AVP"); }
}

failure_route[DESK] { rtpengine_delete(); }

event_route[xhttp:request] {
  set_reply_close();
  set_reply_no_connect();
  if ($hdr(Upgrade) =~ "websocket" && $rm =~ "GET") { ws_handle_handshake(); exit; }
  xhttp_reply("404", "Not Found", "", "");
}
`;
