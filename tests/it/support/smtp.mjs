// A mail server for tests, on a free port. It says its port in the first line of stdout and then each message it
// takes as a line of JSON. What it does is told by the address of the recipient:
//   full@    452, come again       nobody@  550, for ever       slow@  never answers
// Arguments: "secure" speaks TLS from the first byte, "starttls" offers it; both with a certificate nobody signed.
import { SMTPServer } from "smtp-server";

const mode = process.argv[2] ?? "plain";
const server = new SMTPServer({
  secure: mode === "secure",
  disabledCommands: mode === "starttls" ? [] : ["STARTTLS"],
  allowInsecureAuth: true,
  authOptional: true,
  onAuth: (auth, _session, done) =>
    auth.username === "lan" && auth.password === "p4+ss"
      ? done(null, { user: auth.username })
      : done(Object.assign(new Error("who are you"), { responseCode: 535 })),
  onRcptTo: (address, _session, done) => {
    const who = address.address.split("@")[0];
    if (who === "full") return done(Object.assign(new Error("the box is full"), { responseCode: 452 }));
    if (who === "nobody") return done(Object.assign(new Error("no such person"), { responseCode: 550 }));
    if (who === "slow") return undefined;
    return done();
  },
  onData: (stream, session, done) => {
    const parts = [];
    stream.on("data", (part) => parts.push(part));
    stream.on("end", () => {
      const { mailFrom, rcptTo } = session.envelope;
      const line = { from: mailFrom.address, to: rcptTo.map((one) => one.address), user: session.user ?? null, data: Buffer.concat(parts).toString("utf8") };
      process.stdout.write(`${JSON.stringify(line)}\n`);
      done();
    });
  },
});
server.on("error", () => {});
server.listen(Number(process.argv[3] ?? 0), "127.0.0.1", () => process.stdout.write(`${server.server.address().port}\n`));
process.stdin.on("close", () => process.exit(0));
process.stdin.resume();
