"""A Secret Service (the system's keyring, as freedesktop.org specifies it) on a bus of its own. What stands
for a person's keyring on a desktop; its prompts are always dismissed.

    keyring.py SOCKET open|locked
"""

import hashlib
import hmac
import os
import secrets
import socket
import sys
import threading

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_return, new_signal
from jeepney.low_level import Parser

PATH, LOCKED = sys.argv[1], sys.argv[2] == "locked"
ROOT = "/org/freedesktop/secrets"
COLLECTION, PROMPT, SESSION = f"{ROOT}/collection/login", f"{ROOT}/prompt/1", f"{ROOT}/session/1"
# The second Oakley group (RFC 2409 6.2).
PRIME = int(
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B"
    "302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE6"
    "49286651ECE65381FFFFFFFFFFFFFFFF",
    16,
)
items = {}  # path: (attributes, secret)
lock = threading.Lock()


class Connection:
    def __init__(self, stream):
        self.stream, self.parser, self.key, self.serial = stream, Parser(), None, 0

    def serve(self):
        buffer = b""
        while b"BEGIN\r\n" not in buffer:
            data = self.stream.recv(4096)
            if not data:
                return
            buffer += data
            while b"\r\n" in buffer and not buffer.startswith(b"BEGIN"):
                line, _, buffer = buffer.partition(b"\r\n")
                words = line.lstrip(b"\0").split()
                if words[0] == b"AUTH":
                    self.stream.sendall(b"OK 0123456789abcdef0123456789abcdef\r\n")
                else:
                    self.stream.sendall(b"ERROR\r\n")
        self.parser.add_data(buffer.partition(b"BEGIN\r\n")[2])
        while True:
            message = self.parser.get_next_message()
            if message is None:
                data = self.stream.recv(65536)
                if not data:
                    return
                self.parser.add_data(data)
            elif message.header.message_type == MessageType.method_call:
                with lock:
                    self.answer(message)

    def send(self, message):
        self.serial += 1
        message.header.fields[HeaderFields.sender] = ":1.0"
        self.stream.sendall(message.serialise(serial=self.serial))

    def answer(self, call):
        fields = call.header.fields
        path, name = fields[HeaderFields.path], fields[HeaderFields.member]
        interface = fields.get(HeaderFields.interface, "").rsplit(".", 1)[-1]
        method = getattr(self, f"{interface}_{name}", None)
        if method is None:
            self.send(new_error(call, "org.freedesktop.DBus.Error.UnknownMethod", "s", (name,)))
            return
        signature, body = method(path, *call.body)
        self.send(new_method_return(call, signature, body))
        if name == "Prompt":
            address = DBusAddress(path, interface="org.freedesktop.Secret.Prompt")
            self.send(new_signal(address, "Completed", "bv", (True, ("s", ""))))

    # The bus itself.
    def DBus_Hello(self, _):
        return "s", (":1.1",)

    def DBus_AddMatch(self, *_):
        return "", ()

    DBus_RemoveMatch = DBus_AddMatch

    def DBus_GetNameOwner(self, *_):
        return "s", (":1.0",)

    def DBus_StartServiceByName(self, *_):
        return "u", (2,)

    def Properties_Get(self, path, _, name):
        attributes = items.get(path, ({}, b""))[0]
        value = {
            "Locked": ("b", LOCKED),
            "Label": ("s", "login"),
            "Attributes": ("a{ss}", attributes),
            "Collections": ("ao", [COLLECTION]),
            "Items": ("ao", list(items)),
        }[name]
        return "v", (value,)

    def Properties_GetAll(self, path, interface):
        names = {"Service": ["Collections"], "Collection": ["Locked", "Label", "Items"]}
        names = names.get(interface.rsplit(".", 1)[-1], ["Locked", "Label", "Attributes"])
        return "a{sv}", ({name: self.Properties_Get(path, interface, name)[1][0] for name in names},)

    # The service.
    def Service_OpenSession(self, _, algorithm, theirs):
        assert algorithm == "dh-ietf1024-sha256-aes128-cbc-pkcs7", algorithm
        private = secrets.randbelow(PRIME)
        shared = pow(int.from_bytes(theirs[1], "big"), private, PRIME).to_bytes(128, "big")
        extracted = hmac.digest(bytes(32), shared, hashlib.sha256)
        self.key = hmac.digest(extracted, b"\1", hashlib.sha256)[:16]
        own = pow(2, private, PRIME).to_bytes(128, "big")
        return "vo", (("ay", own), SESSION)

    def Service_SearchItems(self, _, wanted):
        found = [path for path, (have, _) in items.items() if wanted.items() <= have.items()]
        return "aoao", ([], found) if LOCKED else (found, [])

    def Service_Unlock(self, _, objects):
        return "aoo", ([], PROMPT) if LOCKED else (objects, "/")

    def Service_ReadAlias(self, _, name):
        return "o", (COLLECTION if name == "default" else "/",)

    def Prompt_Prompt(self, *_):
        return "", ()

    def Collection_CreateItem(self, _, properties, secret, replace):
        attributes = properties["org.freedesktop.Secret.Item.Attributes"][1]
        same = [path for path, (have, _) in items.items() if have == attributes]
        path = same[0] if same and replace else f"{COLLECTION}/{len(items) + 1}"
        items[path] = (attributes, self.opened(secret))
        return "oo", (path, "/")

    def Item_GetSecret(self, path, _):
        start = os.urandom(16)
        padder = padding.PKCS7(128).padder()
        padded = padder.update(items[path][1]) + padder.finalize()
        cipher = Cipher(algorithms.AES(self.key), modes.CBC(start)).encryptor()
        return "(oayays)", ((SESSION, start, cipher.update(padded), "application/octet-stream"),)

    def Item_SetSecret(self, path, secret):
        items[path] = (items[path][0], self.opened(secret))
        return "", ()

    def Item_Delete(self, path):
        del items[path]
        return "o", ("/",)

    def opened(self, secret):
        _, start, sealed, _ = secret
        cipher = Cipher(algorithms.AES(self.key), modes.CBC(bytes(start))).decryptor()
        unpadder = padding.PKCS7(128).unpadder()
        return unpadder.update(cipher.update(bytes(sealed))) + unpadder.finalize()


def serve(listener):
    while True:
        stream, _ = listener.accept()
        threading.Thread(target=Connection(stream).serve, daemon=True).start()


listener = socket.socket(socket.AF_UNIX)
listener.bind(PATH)
listener.listen()
if LOCKED:
    # Somebody logged in while it was open.
    items[f"{COLLECTION}/1"] = ({"service": "tieline", "username": sys.argv[3]}, b"")
print("ready", flush=True)
serve(listener)
