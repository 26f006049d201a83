"""A registry without images: answers over TLS that it has no such image, and prints each request.

registry.py PORT CERTIFICATE KEY
"""
import http.server
import ssl
import sys

UNKNOWN = b'{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}'


class Registry(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        # Some clients ask first whether this is a registry at all.
        is_root = self.path == "/v2/"
        body = b"{}" if is_root else UNKNOWN
        self.send_response(200 if is_root else 404)
        self.send_header("Docker-Distribution-Api-Version", "registry/2.0")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, *_):
        print(self.requestline, flush=True)


port, certificate, key = sys.argv[1:]
tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
tls.load_cert_chain(certificate, key)
server = http.server.ThreadingHTTPServer(("", int(port)), Registry)
server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
print("ready", flush=True)
server.serve_forever()
